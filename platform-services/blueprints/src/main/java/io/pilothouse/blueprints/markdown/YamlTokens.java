package io.pilothouse.blueprints.markdown;

import io.pilothouse.blueprints.text.Place;
import io.pilothouse.blueprints.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts YAML into keys, items and values, from lines or from one line that was many. */
final class YamlTokens {
  private static final String WORD = "[\\p{L}\\p{N}_][\\p{L}\\p{N}_./+-]*";
  private static final Pattern KEY =
      Pattern.compile(
          "(?<key>\"[^\"]{1,120}\"|'[^']{1,120}'|[^\\s:#\\[\\]{}\"'|>-][^:#\"]{0,118}?)\\s*:(?=\\s|$)");
  private static final Pattern ITEM = Pattern.compile("-(\\s+|$)");
  private static final Pattern CHECKBOX = Pattern.compile("\\[[ xX]?\\]\\s+");

  /** In one line that was many, a key is one word, or some after a dash. */
  private static final Pattern BOUNDARY =
      Pattern.compile(
          "(?<=^|\\s)(?:(?<dash>-\\s+)(?:(?<itemKey>[\\p{L}\\p{N}_][\\p{L}\\p{N}_./-]*(?: [\\p{L}\\p{N}_./]+){0,3}?):(?=\\s|$))?|(?<key>"
              + WORD
              + "):(?=\\s|$))");

  private YamlTokens() {}

  /**
   * One key, item or both.
   *
   * @param value empty text where a nested value follows
   * @param block whether the value is a block scalar that following lines give
   */
  record Token(
      int indent,
      boolean item,
      Optional<String> key,
      String value,
      Optional<String> comment,
      Place place) {
    boolean opens() {
      return key.isPresent() && value.isEmpty();
    }
  }

  /** Tokens of lines; empty for a line that is neither. */
  static Optional<Token> ofLine(Span line) {
    int indent = line.indent();
    Span rest = line.strip();
    Place place = rest.place();
    boolean item = false;
    Matcher dash = ITEM.matcher(rest.text());
    if (dash.lookingAt()) {
      item = true;
      rest = rest.from(dash.end());
      Matcher box = CHECKBOX.matcher(rest.text());
      if (box.lookingAt()) {
        rest = rest.from(box.end());
      }
    }
    Matcher key = KEY.matcher(rest.text());
    if (key.lookingAt()) {
      var value = Value.of(rest.text().substring(key.end()));
      return Optional.of(
          new Token(
              indent,
              item,
              Optional.of(unquote(key.group("key"))),
              value.text,
              value.comment,
              place));
    }
    if (item) {
      var value = Value.of(rest.text());
      return Optional.of(
          new Token(indent, true, Optional.empty(), value.text, value.comment, place));
    }
    return Optional.empty();
  }

  /** Tokens of one line that was many. */
  static List<Token> ofFlattened(Span line) {
    var tokens = new ArrayList<Token>();
    String text = line.text();
    Matcher matcher = BOUNDARY.matcher(text);
    int from = -1;
    boolean item = false;
    Optional<String> key = Optional.empty();
    int valueFrom = 0;
    while (matcher.find()) {
      if (from >= 0) {
        tokens.add(token(line, text, from, item, key, valueFrom, matcher.start()));
      }
      from = matcher.start();
      item = matcher.group("dash") != null;
      key = Optional.ofNullable(matcher.group(item ? "itemKey" : "key"));
      valueFrom = matcher.end();
      int own = item ? key.map(YamlTokens::wordsBeforeKey).orElse(0) : 0;
      if (own > 0) {
        // The item is plain text, and a key of the level above follows it.
        int keyStart = matcher.start("itemKey") + own;
        tokens.add(
            token(line, text, from, true, Optional.empty(), matcher.start("itemKey"), keyStart));
        from = keyStart;
        item = false;
        key = key.map(k -> k.substring(own));
      }
    }
    if (from >= 0) {
      tokens.add(token(line, text, from, item, key, valueFrom, line.length()));
    }
    return tokens;
  }

  /**
   * In {@code IP filtering L3_Identity:} the last word alone is the key: it is written as keys are
   * and the words before it are not. Returns where it begins.
   */
  private static int wordsBeforeKey(String words) {
    int space = words.lastIndexOf(' ');
    if (space < 0) {
      return 0;
    }
    String last = words.substring(space + 1);
    boolean plainBefore = !words.substring(0, space).matches("[a-z ]+");
    boolean key = last.contains("_") || (plainBefore && last.matches("[a-z][a-z0-9]*"));
    return key ? space + 1 : 0;
  }

  private static Token token(
      Span line, String text, int from, boolean item, Optional<String> key, int valueFrom, int to) {
    String written = text.substring(valueFrom, to).strip();
    Matcher box = CHECKBOX.matcher(written);
    var value = Value.of(item && box.lookingAt() ? written.substring(box.end()) : written);
    return new Token(0, item, key, value.text, value.comment, line.from(from).place());
  }

  /** A value and the comment behind it. */
  private record Value(String text, Optional<String> comment) {
    static Value of(String written) {
      String text = written.strip();
      int hash = comment(text);
      Optional<String> comment =
          hash < 0 ? Optional.empty() : Optional.of(text.substring(hash + 1).strip());
      return new Value(unquote((hash < 0 ? text : text.substring(0, hash)).strip()), comment);
    }

    private static int comment(String text) {
      char quote = 0;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (quote != 0) {
          quote = c == quote ? 0 : quote;
        } else if ((c == '"' || c == '\'') && (i == 0 || "[, ".indexOf(text.charAt(i - 1)) >= 0)) {
          quote = c;
        } else if (c == '#' && (i == 0 || Character.isWhitespace(text.charAt(i - 1)))) {
          return i;
        }
      }
      return -1;
    }
  }

  static String unquote(String text) {
    if (text.length() >= 2
        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
        && text.charAt(0) == text.charAt(text.length() - 1)) {
      return text.substring(1, text.length() - 1);
    }
    return text;
  }
}
