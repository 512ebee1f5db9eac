package io.pilothouse.blueprints.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextReaderTest {
  @TempDir Path folder;

  private TextReader.Result read(byte[] bytes) throws IOException {
    return TextReader.read("d", Files.write(folder.resolve("d.md"), bytes));
  }

  private static String text(TextReader.Result result) {
    assertThat(result).isInstanceOf(TextReader.Result.Text.class);
    return ((TextReader.Result.Text) result).text().text();
  }

  private static Note refusal(TextReader.Result result) {
    assertThat(result).isInstanceOf(TextReader.Result.Unreadable.class);
    return ((TextReader.Result.Unreadable) result).why();
  }

  @Test
  void readsUtf8WithAndWithoutItsMark() throws IOException {
    assertThat(text(read("가나\r\n다".getBytes(StandardCharsets.UTF_8)))).isEqualTo("가나\n다");
    assertThat(text(read("\uFEFF가".getBytes(StandardCharsets.UTF_8)))).isEqualTo("가");
    assertThat(text(read("\uFEFF가".getBytes(StandardCharsets.UTF_16LE)))).isEqualTo("가");
  }

  @Test
  void readsCp949AndFilesOfTwoEncodings() throws IOException {
    Charset korean = Charset.forName("x-windows-949");
    assertThat(text(read("한글 똠방각하".getBytes(korean)))).isEqualTo("한글 똠방각하");
    byte[] first = "한글\n".getBytes(StandardCharsets.UTF_8);
    byte[] second = "가용성".getBytes(korean);
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    TextReader.Result result = read(both);
    assertThat(text(result)).isEqualTo("한글\n가용성");
    assertThat(((TextReader.Result.Text) result).notes())
        .extracting(n -> n.place().line())
        .containsExactly(2);
  }

  @Test
  void refusesWhatIsNotTextWithTheFirstPlaceThatShowsIt() throws IOException {
    assertThat(refusal(read("one\ntw\0o".getBytes(StandardCharsets.UTF_8))).place())
        .isEqualTo(new Place("d", 2, 3));
    assertThat(refusal(read(new byte[] {1, 2, 3, 4, 5, 6})).message()).contains("not text");
  }

  @Test
  void refusesAFileOfAHundredMegabytesWithoutReadingIt() throws IOException {
    Path large = folder.resolve("large.md");
    try (var file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(100L << 20);
    }
    assertThat(refusal(TextReader.read("d", large)).message()).contains("104857600 bytes");
    assertThat(refusal(TextReader.read("d", folder.resolve("none"))).message())
        .contains("no such file");
    assertThat(refusal(TextReader.read("d", folder)).message()).contains("folder");
  }

  @Test
  void hidesSecretsInEveryForm() {
    assertThat(Secrets.hidden("PASSWORD 'Sup3r$ecret!'")).isEqualTo("PASSWORD '•••'");
    assertThat(Secrets.hidden("postgres://me:pa55word@host/db")).doesNotContain("pa55word");
    assertThat(Secrets.hidden("Endpoint=sb://x;SharedAccessKey=abc123def456="))
        .doesNotContain("abc123");
    assertThat(Secrets.hidden("db_password", "Ab1234567")).isEqualTo("•••");
    assertThat(Secrets.hidden("암호_정책", "16자")).isEqualTo("16자");
    assertThat(Notes.quote("password: 'Sup3r$ecret!'")).doesNotContain("Sup3r");
  }
}
