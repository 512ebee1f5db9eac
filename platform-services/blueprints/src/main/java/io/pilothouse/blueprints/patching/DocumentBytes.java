package io.pilothouse.blueprints.patching;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A document's bytes by lines, so that lines that nobody edits are written as they were: byte order
 * mark, encoding (also one that changes from line to line), line ends and trailing spaces.
 */
final class DocumentBytes {
  private static final Charset CP949 = Charset.forName("x-windows-949");
  private static final byte[] NEW_LINE = {'\n'};

  /** One line. @param end its line end; empty for a last line without one */
  private record Line(byte[] content, byte[] end, Charset charset) {}

  private final byte[] mark;
  private final List<Line> lines;

  private DocumentBytes(byte[] mark, List<Line> lines) {
    this.mark = mark;
    this.lines = lines;
  }

  static DocumentBytes of(byte[] bytes) {
    if (begins(bytes, 0xFF, 0xFE) || begins(bytes, 0xFE, 0xFF)) {
      return ofWords(bytes);
    }
    int from = begins(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    byte[] body = Arrays.copyOfRange(bytes, from, bytes.length);
    Optional<Charset> whole =
        decoded(body, StandardCharsets.UTF_8).isPresent()
            ? Optional.of(StandardCharsets.UTF_8)
            : decoded(body, CP949).map(t -> CP949);
    var lines = new ArrayList<Line>();
    int start = 0;
    for (int i = 0; i <= body.length; i++) {
      boolean last = i == body.length;
      if (last || body[i] == '\n' || body[i] == '\r') {
        int end = last ? i : i + 1;
        if (!last && body[i] == '\r' && end < body.length && body[end] == '\n') {
          end++;
        }
        byte[] content = Arrays.copyOfRange(body, start, i);
        lines.add(
            new Line(
                content,
                Arrays.copyOfRange(body, i, end),
                whole.orElseGet(() -> charsetOf(content))));
        start = end;
        i = Math.max(i, end - 1);
      }
    }
    return new DocumentBytes(Arrays.copyOf(bytes, from), lines);
  }

  private static DocumentBytes ofWords(byte[] bytes) {
    Charset charset =
        (bytes[0] & 0xFF) == 0xFF ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    String text = new String(bytes, 2, bytes.length - 2, charset);
    var lines = new ArrayList<Line>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean last = i == text.length();
      if (last || text.charAt(i) == '\n' || text.charAt(i) == '\r') {
        int end = last ? i : text.startsWith("\r\n", i) ? i + 2 : i + 1;
        lines.add(
            new Line(
                text.substring(start, i).getBytes(charset),
                text.substring(i, end).getBytes(charset),
                charset));
        start = end;
        i = Math.max(i, end - 1);
      }
    }
    return new DocumentBytes(Arrays.copyOf(bytes, 2), lines);
  }

  /** A line that is of neither encoding cannot be edited; no charset says so by failing. */
  private static Charset charsetOf(byte[] line) {
    return decoded(line, StandardCharsets.UTF_8).isPresent() ? StandardCharsets.UTF_8 : CP949;
  }

  /** The text that an edit starts from. */
  EditedText text() {
    return EditedText.of(lines.stream().map(l -> new String(l.content(), l.charset())).toList());
  }

  /** The bytes after edits; empty where the document's encoding lacks a character of them. */
  Optional<byte[]> with(EditedText edited) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(mark);
    List<EditedText.Line> wanted = edited.lines();
    for (int i = 0; i < wanted.size(); i++) {
      EditedText.Line line = wanted.get(i);
      Line origin = lines.get(line.origin());
      Optional<byte[]> content =
          line.untouched() ? Optional.of(origin.content()) : encoded(line.text(), origin.charset());
      if (content.isEmpty()) {
        return Optional.empty();
      }
      out.writeBytes(content.get());
      boolean last = i == wanted.size() - 1;
      byte[] end =
          line.inserted() || (origin.end().length == 0 && !last) ? lineEnd(origin) : origin.end();
      out.writeBytes(last && lines.getLast().end().length == 0 ? new byte[0] : end);
    }
    return Optional.of(out.toByteArray());
  }

  private byte[] lineEnd(Line near) {
    return near.end().length > 0
        ? near.end()
        : lines.stream().map(Line::end).filter(e -> e.length > 0).findFirst().orElse(NEW_LINE);
  }

  private static Optional<byte[]> encoded(String text, Charset charset) {
    try {
      ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return Optional.of(bytes);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> decoded(byte[] bytes, Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
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
