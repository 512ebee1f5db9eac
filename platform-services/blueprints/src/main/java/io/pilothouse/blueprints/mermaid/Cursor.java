package io.pilothouse.blueprints.mermaid;

import io.pilothouse.blueprints.text.Place;
import io.pilothouse.blueprints.text.SourceText;
import io.pilothouse.blueprints.text.Span;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reading position in a part of a document. */
final class Cursor {
  private final SourceText source;
  private final String text;
  private final int end;
  private int at;

  Cursor(Span part) {
    this.source = part.source();
    this.text = part.source().text();
    this.at = part.start();
    this.end = part.end();
  }

  boolean atEnd() {
    return at >= end;
  }

  int at() {
    return at;
  }

  void moveTo(int offset) {
    at = Math.min(offset, end);
  }

  /** The character ahead by some, or a zero past the end. */
  char peek(int ahead) {
    return at + ahead < end ? text.charAt(at + ahead) : 0;
  }

  char peek() {
    return peek(0);
  }

  void skip(int count) {
    at = Math.min(end, at + count);
  }

  boolean ahead(String word) {
    return text.startsWith(word, at) && at + word.length() <= end;
  }

  boolean take(String word) {
    if (ahead(word)) {
      skip(word.length());
      return true;
    }
    return false;
  }

  /** Spaces and tabs. */
  void skipSpace() {
    while (at < end
        && (text.charAt(at) == ' ' || text.charAt(at) == '\t' || text.charAt(at) == '\u00A0')) {
      at++;
    }
  }

  /** Space, line ends and statement ends. */
  void skipBlank() {
    while (at < end
        && (Character.isWhitespace(text.charAt(at))
            || text.charAt(at) == ';'
            || text.charAt(at) == '\u00A0')) {
      at++;
    }
  }

  int lineEnd() {
    return Math.min(end, source.lineEnd(at));
  }

  boolean atStatementEnd() {
    return atEnd() || peek() == '\n' || peek() == ';';
  }

  /** Matches what comes next on this line, and passes it. */
  Optional<Matcher> take(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, lineEnd());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    at = matcher.end();
    return Optional.of(matcher);
  }

  /** Finds a pattern from an offset to the end of this line. */
  Optional<Matcher> find(Pattern pattern, int from) {
    if (from > lineEnd()) {
      return Optional.empty();
    }
    Matcher matcher = pattern.matcher(text).region(from, lineEnd());
    return matcher.find() ? Optional.of(matcher) : Optional.empty();
  }

  /** Offset of a text before a limit, or -1. */
  int indexOf(String wanted, int from, int limit) {
    int to = Math.min(limit, end);
    return from >= to ? -1 : text.indexOf(wanted, from, to);
  }

  boolean standsAt(String wanted, int offset, int limit) {
    return offset + wanted.length() <= Math.min(limit, end) && text.startsWith(wanted, offset);
  }

  char charAt(int offset) {
    return offset < end ? text.charAt(offset) : 0;
  }

  int end() {
    return end;
  }

  String between(int from, int to) {
    return text.substring(from, to);
  }

  Place place() {
    return source.place(at);
  }

  Place place(int offset) {
    return source.place(offset);
  }

  Span span(int from, int to) {
    return new Span(source, from, to);
  }
}
