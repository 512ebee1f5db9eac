package io.pilothouse.blueprints.text;

/** A stretch of a document, from {@code start} to before {@code end}. */
public record Span(SourceText source, int start, int end) {
  public Span {
    if (start < 0 || end < start || end > source.text().length()) {
      throw new IllegalArgumentException(start + ".." + end + " is outside the document");
    }
  }

  /** Its characters. */
  public String text() {
    return source.text().substring(start, end);
  }

  /** Where it begins. */
  public Place place() {
    return source.place(start);
  }

  /** Without white space at either end. */
  public Span strip() {
    int from = start;
    int to = end;
    while (from < to && Character.isWhitespace(source.text().charAt(from))) {
      from++;
    }
    while (to > from && Character.isWhitespace(source.text().charAt(to - 1))) {
      to--;
    }
    return new Span(source, from, to);
  }

  /** A part of it, by offsets from its beginning. */
  public Span part(int from, int to) {
    return new Span(source, start + from, start + to);
  }

  /** What follows an offset from its beginning. */
  public Span from(int offset) {
    return part(offset, length());
  }

  /** Number of UTF-16 units. */
  public int length() {
    return end - start;
  }

  /** White space before its first character that is not. */
  public int indent() {
    int i = start;
    while (i < end && Character.isWhitespace(source.text().charAt(i))) {
      i++;
    }
    return i - start;
  }

  public boolean isBlank() {
    return indent() == length();
  }
}
