package io.pilothouse.desktopapp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;

@ResourceLock(Resources.SYSTEM_OUT)
class RunbookCommandTest {
  private final StringWriter complaints = new StringWriter();

  @Test
  void printsThePageOfACauseAsItIsWritten() {
    assertThat(run(0, "primary-down")).startsWith("# ").contains("`primary-down`");
  }

  @Test
  void withoutANameItListsThem() {
    assertThat(run(0)).contains("| `primary-down` |", "(failover.md)");
  }

  @Test
  void eitherIsPrintedInTheLanguageThatIsAskedFor() {
    assertThat(run(0, "primary-down", "--language", "korean"))
        .startsWith("# 프라이머리가 중단되었습니다 (`primary-down`)");
    assertThat(run(0, "primary-down", "--language", "english"))
        .startsWith("# The primary is down (`primary-down`)");
    assertThat(run(0, "--language", "korean")).startsWith("# 런북");
  }

  @Test
  void aNameThatThereIsNotIsSaid() {
    assertThat(run(2, "no-such-cause")).isEmpty();
    assertThat(complaints.toString()).contains("no-such-cause");
  }

  private String run(int code, String... arguments) {
    var out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      assertThat(
              new CommandLine(new RunbookCommand())
                  .setCaseInsensitiveEnumValuesAllowed(true)
                  .setErr(new PrintWriter(complaints, true))
                  .execute(arguments))
          .isEqualTo(code);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
