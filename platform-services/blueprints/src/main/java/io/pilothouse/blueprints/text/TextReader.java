package io.pilothouse.blueprints.text;

import io.pilothouse.blueprints.text.Note.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a document's bytes as text, within {@link #MAXIMUM_BYTES}: UTF-8, UTF-16 with a byte order
 * mark, or CP949, which Korean editors on Windows still write. A file of several encodings is read
 * line by line. What is not text is refused with the place that shows it.
 */
public final class TextReader {
  /** Largest file. A large architecture document has 100 KB; 50,000 lines have 4 MB. */
  public static final int MAXIMUM_BYTES = 6 << 20;

  private static final Charset CP949 = Charset.forName("x-windows-949");

  private TextReader() {}

  /** What came of reading a file. */
  public sealed interface Result {
    /** It is text. @param notes how it was read, where that is not plain */
    record Text(SourceText text, List<Note> notes) implements Result {}

    /** It is not. */
    record Unreadable(Note why) implements Result {}
  }

  /** Reads a file. @param id short name by which places refer to it */
  public static Result read(String id, Path file) {
    Place start = new Place(id, 1, 1);
    try {
      if (Files.isDirectory(file)) {
        return unreadable(start, "is a folder; name the files in it");
      }
      long size = Files.size(file);
      if (size > MAXIMUM_BYTES) {
        return unreadable(
            start,
            "has "
                + size
                + " bytes; a document may have "
                + MAXIMUM_BYTES
                + ". Split it, or"
                + " take out what is not about the architecture");
      }
      return decode(id, String.valueOf(file.getFileName()), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return unreadable(start, "there is no such file");
    } catch (IOException e) {
      return unreadable(
          start, "cannot be read: " + Optional.ofNullable(e.getMessage()).orElse("input error"));
    }
  }

  /** Decodes bytes. */
  public static Result decode(String id, String file, byte[] bytes) {
    Place start = new Place(id, 1, 1);
    if (begins(bytes, 0xFF, 0xFE) || begins(bytes, 0xFE, 0xFF)) {
      return text(id, file, new String(bytes, StandardCharsets.UTF_16), "read as UTF-16");
    }
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        Place place =
            new SourceText(id, file, new String(bytes, 0, i, StandardCharsets.ISO_8859_1)).place(i);
        return unreadable(place, "is not text: byte " + (i + 1) + " is zero");
      }
    }
    if (begins(bytes, 0xEF, 0xBB, 0xBF)) {
      bytes = Arrays.copyOfRange(bytes, 3, bytes.length);
    }
    Optional<String> utf8 = strictly(bytes, StandardCharsets.UTF_8);
    if (utf8.isPresent()) {
      return controls(id, file, utf8.get())
          .orElseGet(() -> new Result.Text(new SourceText(id, file, utf8.get()), List.of()));
    }
    Optional<String> korean = strictly(bytes, CP949);
    if (korean.isPresent()) {
      return controls(id, file, korean.get())
          .orElseGet(() -> text(id, file, korean.get(), "read as CP949: it is not UTF-8"));
    }
    return lineByLine(id, file, bytes, start);
  }

  private static Result lineByLine(String id, String file, byte[] bytes, Place start) {
    var text = new StringBuilder(bytes.length);
    var notes = new Notes();
    int broken = 0;
    int line = 1;
    for (int from = 0; from <= bytes.length; line++) {
      int to = from;
      while (to < bytes.length && bytes[to] != '\n') {
        to++;
      }
      byte[] part = Arrays.copyOfRange(bytes, from, to);
      Place place = new Place(id, line, 1);
      Optional<String> decoded = strictly(part, StandardCharsets.UTF_8);
      if (decoded.isEmpty()) {
        decoded = strictly(part, CP949);
        if (decoded.isPresent()) {
          notes.add(Kind.READING, place, "this line was read as CP949, others as UTF-8");
        } else {
          broken++;
          notes.add(Kind.ERROR, place, "bytes that are neither UTF-8 nor CP949; shown as �");
        }
      }
      text.append(decoded.orElseGet(() -> new String(part, StandardCharsets.UTF_8)));
      if (to < bytes.length) {
        text.append('\n');
      }
      from = to + 1;
    }
    if (broken * 4 > line) {
      return unreadable(start, "is not text: most lines are neither UTF-8 nor CP949");
    }
    return new Result.Text(new SourceText(id, file, text.toString()), notes.all());
  }

  /** Text of which more than one character in fifty is a control character is a binary. */
  private static Optional<Result> controls(String id, String file, String text) {
    int controls = 0;
    int first = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f') {
        controls++;
        first = first < 0 ? i : first;
      }
    }
    if (controls > 0 && controls * 50L > text.length()) {
      return Optional.of(
          unreadable(
              new SourceText(id, file, text).place(first),
              "is not text: " + controls + " control characters, the first one here"));
    }
    return Optional.empty();
  }

  private static Result text(String id, String file, String text, String note) {
    return new Result.Text(
        new SourceText(id, file, text.startsWith("\uFEFF") ? text.substring(1) : text),
        List.of(new Note(Kind.READING, new Place(id, 1, 1), note)));
  }

  private static Result unreadable(Place place, String why) {
    return new Result.Unreadable(new Note(Kind.ERROR, place, why));
  }

  private static Optional<String> strictly(byte[] bytes, Charset charset) {
    try {
      return Optional.of(
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean begins(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
