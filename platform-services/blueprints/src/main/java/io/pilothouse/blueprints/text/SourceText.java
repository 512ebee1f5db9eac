package io.pilothouse.blueprints.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The whole text of a document, with the place of every character. Line ends are {@code \n}
 * whatever the file has.
 */
public final class SourceText {
  private final String id;
  private final String file;
  private final String text;
  private final int[] lineStarts;

  /** Offsets of second halves of surrogate pairs: they take no column. */
  private final int[] secondHalves;

  /**
   * A document's text.
   *
   * @param id short name by which places refer to it
   * @param file name of its file
   */
  public SourceText(String id, String file, String text) {
    this.id = id;
    this.file = file;
    this.text = text.replace("\r\n", "\n").replace('\r', '\n');
    this.lineStarts =
        IntStream.concat(
                IntStream.of(0),
                IntStream.range(0, this.text.length())
                    .filter(i -> this.text.charAt(i) == '\n')
                    .map(i -> i + 1))
            .toArray();
    this.secondHalves =
        IntStream.range(0, this.text.length())
            .filter(i -> Character.isLowSurrogate(this.text.charAt(i)))
            .toArray();
  }

  public String id() {
    return id;
  }

  public String file() {
    return file;
  }

  public String text() {
    return text;
  }

  /** Number of lines; an empty document has one. */
  public int lineCount() {
    return lineStarts.length;
  }

  /** All lines without their ends, in order. */
  public List<Span> lines() {
    var lines = new ArrayList<Span>(lineStarts.length);
    for (int i = 0; i < lineStarts.length; i++) {
      int end = i + 1 < lineStarts.length ? lineStarts[i + 1] - 1 : text.length();
      lines.add(new Span(this, lineStarts[i], end));
    }
    return lines;
  }

  /** The whole text. */
  public Span whole() {
    return new Span(this, 0, text.length());
  }

  /** The place of a character; the offset may be one past the last. */
  public Place place(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    int line = found >= 0 ? found : -found - 2;
    int halves = before(offset) - before(lineStarts[line]);
    return new Place(id, line + 1, offset - lineStarts[line] - halves + 1);
  }

  /** Offset of the end of the line that holds an offset. */
  public int lineEnd(int offset) {
    int end = text.indexOf('\n', offset);
    return end < 0 ? text.length() : end;
  }

  private int before(int offset) {
    int found = Arrays.binarySearch(secondHalves, offset);
    return found >= 0 ? found : -found - 1;
  }
}
