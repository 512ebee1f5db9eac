package io.pilothouse.blueprints.markdown;

import io.pilothouse.blueprints.markdown.Block.Bullet;
import io.pilothouse.blueprints.markdown.Block.Caption;
import io.pilothouse.blueprints.markdown.Block.Code;
import io.pilothouse.blueprints.markdown.Block.Fragment;
import io.pilothouse.blueprints.markdown.Block.Heading;
import io.pilothouse.blueprints.markdown.Block.Sentence;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.Notes;
import io.pilothouse.blueprints.text.Secrets;
import io.pilothouse.blueprints.text.SourceText;
import io.pilothouse.blueprints.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Markdown as teams paste it. commonmark-java is good and was looked at: it reads what
 * follows the specification, and of a document that a browser flattened it makes one paragraph. As
 * that document has to be read in any case, and reading needs the place of every cell, one reader
 * does both.
 *
 * <p>Headings are those with marks, or numbered lines in a document that lost its marks. YAML is
 * what a fence says, or a line that is one word and a colon with keys or items below it. What a
 * repository's page shows around a document (path, commit, size, number of lines) is skipped and
 * noted.
 */
public final class MarkdownParser {
  private static final Pattern MARKED = Pattern.compile("(?<marks>#{1,6})\\s+(?<title>.*?)\\s*#*");
  private static final Pattern NUMBERED =
      Pattern.compile("(?<number>\\d{1,3}(\\.\\d{1,3}){0,4})\\.?\\s+(?<title>\\S.{0,100})");
  private static final Pattern TITLE_NUMBER =
      Pattern.compile("(?<number>\\d{1,3}(\\.\\d{1,3}){0,5})\\.?\\s+(?<title>.*)");
  private static final Pattern FENCE = Pattern.compile("(```+|~~~+)\\s*(?<language>[\\w+-]*).*");
  private static final Pattern BULLET = Pattern.compile("([-*+•·▪◦‣]|\\d{1,3}[.)])\\s+(?<text>.*)");
  private static final Pattern CAPTION =
      Pattern.compile("\\*\\*(?<bold>[^*]+)\\*\\*:?|(?<plain>[^|:]{1,60}):");
  private static final Pattern KEYED = Pattern.compile("(?<key>[^:：]{1,60})[:：]\\s+(?<text>.+)");
  private static final Pattern YAML_START = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_./-]*:");
  private static final Pattern YAML_LINE =
      Pattern.compile(
          "\\s*(-\\s+\\S.*|(\"[^\"]+\"|[\\p{L}\\p{N}_][\\p{L}\\p{N}_ ./()+-]*):(\\s.*)?|#.*)");
  private static final Pattern DRAWING =
      Pattern.compile("[\\s\\p{IsAlphabetic}\\d\\p{Punct}]*[─-╿◄►▲▼┌└│├].*");
  private static final Pattern PAGE =
      Pattern.compile(
          "(?i)[\\w./-]+/[\\w./-]+\\.(md|mmd|puml|txt|ya?ml)|\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d(:\\d\\d)?.*"
              + "|[\\d.,]+ ?[KM]i?B|\\d+ lines.*|plaintext|markdown|raw|blame|history|permalink|edit|copy path"
              + "|\\S+ [0-9a-f]{7,40}( .*)?|co-authored-by:.*|🤖.*");
  private static final Pattern COMMAND =
      Pattern.compile(
          "(--|#) .*|(CREATE|GRANT|ALTER|DROP|SELECT|INSERT|UPDATE|WITH|PASSWORD|CONNECTION|TIMEZONE|LC_\\w+)\\b.*"
              + "|(psql|kubectl|helm|az|docker|curl|git|\\$) .*|-\\w( .*)?\\\\?|.*\\\\");
  private static final int PAGE_LINES = 60;

  private final SourceText source;
  private final Notes notes;
  private final List<Span> lines;
  private final Tables tables;
  private final boolean marked;
  private final List<Block> blocks = new ArrayList<>();
  private int next;

  private MarkdownParser(SourceText source, Set<String> columnNames, Notes notes) {
    this.source = source;
    this.notes = notes;
    this.lines = LogicalLines.of(source);
    this.tables = new Tables(lines, notes, columnNames);
    this.marked = isMarked(lines);
  }

  /** A lone mark may be a comment of a script; two levels, or a title at the top, are headings. */
  private static boolean isMarked(List<Span> lines) {
    List<String> texts =
        lines.stream().map(l -> l.strip().text()).filter(t -> !t.isEmpty()).toList();
    return (!texts.isEmpty() && MARKED.matcher(texts.getFirst()).matches())
        || texts.stream().anyMatch(t -> t.startsWith("##") && MARKED.matcher(t).matches());
  }

  /** Reads a document. @param columnNames words that head columns which nothing separates */
  public static List<Block> parse(SourceText source, Set<String> columnNames, Notes notes) {
    return new MarkdownParser(source, columnNames, notes).document();
  }

  private List<Block> document() {
    if (source.lines().stream().anyMatch(LogicalLines::isFlattened)) {
      notes.add(
          Kind.READING,
          source.place(0),
          "a line that was many; read as " + lines.size() + " lines");
    }
    while (next < lines.size()) {
      int before = next;
      line();
      if (next == before) {
        next++;
      }
    }
    return List.copyOf(blocks);
  }

  private void line() {
    Span line = lines.get(next).strip();
    String text = line.text();
    if (text.length() < 500 && Secrets.in(text)) {
      notes.add(Kind.READING, line.place(), "a secret stands here in clear; it is not copied");
    }
    if (text.isEmpty() || text.matches("(-{3,}|\\*{3,}|_{3,}|={3,})")) {
      return;
    }
    if (next < PAGE_LINES
        && PAGE.matcher(text).matches()
        && blocks.stream().noneMatch(b -> b instanceof Heading)) {
      notes.line(Kind.SKIPPED, line, "left by a browser");
    } else if (FENCE.matcher(text).matches()) {
      fenced(line);
    } else if (!heading(line) && !table() && !fragment()) {
      words(line, text);
    }
  }

  private boolean heading(Span line) {
    String text = line.text();
    Matcher atx = MARKED.matcher(text);
    if (marked && atx.matches()) {
      String title = Inline.plain(atx.group("title"));
      Matcher number = TITLE_NUMBER.matcher(title);
      boolean numbered = number.matches();
      blocks.add(
          new Heading(
              atx.group("marks").length(),
              numbered ? Optional.of(number.group("number")) : Optional.empty(),
              numbered ? number.group("title") : title,
              line.place()));
      return true;
    }
    if (marked) {
      return false;
    }
    Matcher numbered = NUMBERED.matcher(text);
    if (numbered.matches() && !text.endsWith(":") && !text.contains(": ") && !text.endsWith("|")) {
      String number = numbered.group("number");
      blocks.add(
          new Heading(
              (int) number.chars().filter(c -> c == '.').count() + 2,
              Optional.of(number),
              Inline.plain(numbered.group("title")),
              line.place()));
      return true;
    }
    if (blocks.isEmpty()
        && text.length() < 120
        && !BULLET.matcher(text).matches()
        && !text.contains("|")) {
      blocks.add(new Heading(1, Optional.empty(), Inline.plain(text), line.place()));
      return true;
    }
    return false;
  }

  private boolean table() {
    Optional<Tables.Found> found = tables.at(next);
    found.ifPresent(f -> {
      blocks.add(f.table());
      next = f.next();
    });
    return found.isPresent();
  }

  private void fenced(Span line) {
    Matcher fence = FENCE.matcher(line.text());
    String language = fence.matches() ? fence.group("language").toLowerCase(Locale.ROOT) : "";
    int start = next + 1;
    int end = start;
    while (end < lines.size() && !lines.get(end).strip().text().matches("(```+|~~~+)")) {
      end++;
    }
    if (end == lines.size()) {
      notes.add(Kind.ERROR, line.place(), "a fence that is not closed");
    }
    List<Span> content = lines.subList(start, end);
    next = Math.min(lines.size(), end + 1);
    if (content.isEmpty()) {
      return;
    }
    boolean yaml = language.startsWith("y") || (language.isEmpty() && looksLikeYaml(content));
    if (yaml) {
      blocks.add(new Fragment(LooseYaml.read(content, notes), content.getFirst().strip().place()));
    } else {
      blocks.add(
          new Code(
              language,
              new Span(source, content.getFirst().start(), content.getLast().end()),
              line.place()));
    }
  }

  private static boolean looksLikeYaml(List<Span> content) {
    List<Span> filled = content.stream().filter(l -> !l.isBlank()).toList();
    long keys = filled.stream().filter(l -> YAML_LINE.matcher(l.text()).matches()).count();
    return keys > 0 && keys * 10 >= filled.size() * 8L;
  }

  /** YAML without a fence: a word and a colon, with keys or items below. */
  private boolean fragment() {
    Span first = lines.get(next);
    if (!YAML_START.matcher(first.strip().text()).matches() || next + 1 >= lines.size()) {
      return false;
    }
    int below = next + 1;
    while (below < lines.size() && lines.get(below).isBlank()) {
      below++;
    }
    if (below >= lines.size() || !YAML_LINE.matcher(lines.get(below).text()).matches()) {
      return false;
    }
    int base = first.indent();
    int end = next + 1;
    while (end < lines.size() && belongs(lines.get(end), base)) {
      end++;
    }
    blocks.add(
        new Fragment(LooseYaml.read(lines.subList(next, end), notes), first.strip().place()));
    next = end;
    return true;
  }

  private boolean belongs(Span line, int base) {
    if (line.isBlank() || line.indent() > base) {
      return true;
    }
    String text = line.strip().text();
    boolean heading = !marked && NUMBERED.matcher(text).matches() && !text.contains(":");
    if (heading || text.startsWith("|") || MARKED.matcher(text).matches()) {
      return false;
    }
    return YAML_LINE.matcher(text).matches() || text.matches("[\\p{L}_]+ +\"[^\"]*\"");
  }

  private void words(Span line, String text) {
    Matcher caption = CAPTION.matcher(text);
    Matcher bullet = BULLET.matcher(text);
    if (bullet.matches() && !text.endsWith("\\")) {
      Span said = line.from(bullet.start("text"));
      String plain = Inline.plain(said.text());
      Matcher keyed = KEYED.matcher(plain);
      boolean hasKey = keyed.matches();
      String value = hasKey ? keyed.group("text") : plain;
      Optional<String> key = hasKey ? Optional.of(keyed.group("key").strip()) : Optional.empty();
      if (!hasKey
          && plain.endsWith(":")
          && next + 1 < lines.size()
          && isPlain(lines.get(next + 1))) {
        key = Optional.of(plain.substring(0, plain.length() - 1));
        value = Inline.plain(lines.get(++next).strip().text());
        next++;
      }
      if (!value.isEmpty()) {
        blocks.add(new Bullet(key, value, line.place()));
      }
    } else if (caption.matches()) {
      String words = caption.group("bold") == null ? caption.group("plain") : caption.group("bold");
      blocks.add(new Caption(Inline.plain(words).replaceFirst(":$", ""), line.place()));
    } else if (COMMAND.matcher(text).matches()) {
      notes.line(Kind.SKIPPED, line, "commands");
    } else if (DRAWING.matcher(text).matches()) {
      notes.line(Kind.SKIPPED, line, "a drawing in characters");
    } else {
      blocks.add(new Sentence(Inline.plain(text), line.place()));
    }
  }

  private static boolean isPlain(Span line) {
    String text = line.strip().text();
    return !text.isEmpty()
        && !BULLET.matcher(text).matches()
        && !MARKED.matcher(text).matches()
        && !NUMBERED.matcher(text).matches()
        && !text.endsWith(":");
  }
}
