package io.pilothouse.blueprints.markdown;

import io.pilothouse.blueprints.text.SourceText;
import io.pilothouse.blueprints.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines that a document had before something flattened it. A line that holds several headings,
 * or a fence with text on both sides, was many; it is cut at headings, fences, table rows, captions
 * and bullets. All other lines are as they are.
 */
final class LogicalLines {
  private static final int SHORTEST_FLATTENED = 300;
  private static final Pattern HEADING = Pattern.compile("(?<=^|\\s)#{1,6}\\s(?=\\S)");
  private static final Pattern FENCE = Pattern.compile("```(?<language>\\w*)");
  private static final Pattern SEPARATOR = Pattern.compile("\\|(?:\\s*:?-{3,}:?\\s*\\|)+");
  private static final Pattern HEADING_END =
      Pattern.compile("(?<=\\s)(- (?!\\d)|\\*\\*|\\|\\s|📄)");
  private static final Pattern BOLD_BULLET = Pattern.compile("(?<=\\s)- \\*\\*");
  private static final Pattern BULLET = Pattern.compile("(?<=\\s|^)- (?=\\S)");
  private static final Pattern CAPTION =
      Pattern.compile("(?<=\\s|^)\\*\\*[^*|]{1,80}\\*\\*:?(?=\\s*$|\\s+- |\\s+\\*\\*)");

  private LogicalLines() {}

  static List<Span> of(SourceText source) {
    var lines = new ArrayList<Span>();
    for (Span line : source.lines()) {
      if (isFlattened(line)) {
        fences(line, lines);
      } else {
        lines.add(line);
      }
    }
    return lines;
  }

  static boolean isFlattened(Span line) {
    if (line.length() < SHORTEST_FLATTENED) {
      return false;
    }
    Matcher headings = HEADING.matcher(line.text());
    int count = 0;
    while (count < 2 && headings.find()) {
      count++;
    }
    return count >= 2 || (count == 1 && FENCE.matcher(line.text()).find());
  }

  private static void fences(Span line, List<Span> lines) {
    String text = line.text();
    int from = 0;
    Matcher fence = FENCE.matcher(text);
    while (fence.find(from)) {
      int close = text.indexOf("```", fence.end());
      if (close < 0) {
        break;
      }
      tables(line.part(from, fence.start()), lines);
      lines.add(line.part(fence.start(), fence.end()));
      lines.add(line.part(fence.end(), close).strip());
      lines.add(line.part(close, close + 3));
      from = close + 3;
    }
    tables(line.from(from), lines);
  }

  private static void tables(Span part, List<Span> lines) {
    String text = part.text();
    int from = 0;
    Matcher separator = SEPARATOR.matcher(text);
    while (separator.find(from)) {
      int columns = (int) separator.group().chars().filter(c -> c == '|').count() - 1;
      int header = pipesBack(text, separator.start(), from, columns + 1);
      if (header < 0) {
        from = separator.end();
        continue;
      }
      headings(part.part(from, header), lines);
      lines.add(part.part(header, separator.start()).strip());
      lines.add(part.part(separator.start(), separator.end()));
      int at = separator.end();
      int end = row(text, at, columns);
      while (end > 0) {
        lines.add(part.part(at, end).strip());
        at = end;
        end = row(text, at, columns);
      }
      from = at;
    }
    headings(part.from(from), lines);
  }

  /** Offset of the bar so many bars back. */
  private static int pipesBack(String text, int before, int limit, int count) {
    int at = before;
    for (int i = 0; i < count; i++) {
      at = text.lastIndexOf('|', at - 1);
      if (at < limit) {
        return -1;
      }
    }
    return at;
  }

  /** End of a row that begins here after white space; 0 when none does. */
  private static int row(String text, int from, int columns) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at >= text.length() || text.charAt(at) != '|') {
      return 0;
    }
    for (int i = 0; i < columns; i++) {
      do {
        at = text.indexOf('|', at + 1);
      } while (at > 0 && text.charAt(at - 1) == '\\');
      if (at < 0) {
        return 0;
      }
    }
    return at + 1;
  }

  private static void headings(Span part, List<Span> lines) {
    Matcher heading = HEADING.matcher(part.text());
    var starts = new ArrayList<Integer>();
    while (heading.find()) {
      starts.add(heading.start());
    }
    int first = starts.isEmpty() ? part.length() : starts.getFirst();
    body(part.part(0, first), lines);
    for (int i = 0; i < starts.size(); i++) {
      int to = i + 1 < starts.size() ? starts.get(i + 1) : part.length();
      headed(part.part(starts.get(i), to), lines);
    }
  }

  /** A heading and what follows it on its line; a title without a number may hold a dash. */
  private static void headed(Span part, List<Span> lines) {
    String text = part.text();
    boolean numbered = text.matches("(?s)#+\\s+\\d.*");
    Matcher end = HEADING_END.matcher(text);
    int at = -1;
    while (end.find()) {
      boolean dash = end.group().startsWith("-");
      if ((!dash || numbered) && !insideParentheses(text, end.start())) {
        at = end.start();
        break;
      }
    }
    if (at < 0) {
      add(part, lines);
    } else {
      add(part.part(0, at), lines);
      body(part.from(at), lines);
    }
  }

  private static boolean insideParentheses(String text, int at) {
    return text.lastIndexOf('(', at) > text.lastIndexOf(')', at);
  }

  private static void body(Span part, List<Span> lines) {
    if (part.isBlank()) {
      return;
    }
    String text = part.text();
    Pattern bullets = BOLD_BULLET.matcher(" " + text).find() ? BOLD_BULLET : BULLET;
    var cuts = new ArrayList<Integer>();
    Matcher bullet = bullets.matcher(text);
    while (bullet.find()) {
      if (!insideParentheses(text, bullet.start())) {
        cuts.add(bullet.start());
      }
    }
    Matcher caption = CAPTION.matcher(text);
    while (caption.find()) {
      cuts.add(caption.start());
      cuts.add(caption.end());
    }
    cuts.add(text.length());
    int from = 0;
    for (int cut : cuts.stream().sorted().distinct().toList()) {
      if (cut > from) {
        add(part.part(from, cut), lines);
        from = cut;
      }
    }
  }

  private static void add(Span part, List<Span> lines) {
    Span line = part.strip();
    if (!line.isBlank()) {
      lines.add(line);
    }
  }
}
