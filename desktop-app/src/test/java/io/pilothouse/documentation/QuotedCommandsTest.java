package io.pilothouse.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.desktopapp.cli.PilothouseCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Every command of ours that a page shows is one that the command line takes. */
class QuotedCommandsTest {
  private static final String PROGRAM = "./pilothouse";

  /** What ends a command in a shell. */
  private static final Pattern END = Pattern.compile("\\s(#|\\||&&|;|>|2>).*$");

  /** Several spellings of one option, as tables write them. */
  private static final Pattern CHOICE = Pattern.compile("\\\\\\|");

  @Test
  void everyQuotedCommandIsTaken() {
    var wrong = new ArrayList<String>();
    int quoted = 0;
    for (Page page : Page.all()) {
      for (Page.Code code : page.code()) {
        Optional<List<String>> arguments = arguments(code.text());
        if (arguments.isPresent()) {
          quoted++;
          complaint(arguments.get(), !code.block())
              .ifPresent(
                  c -> wrong.add(page.name() + ":" + code.line() + " `" + code.text() + "`: " + c));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(quoted).isGreaterThan(60);
  }

  @Test
  void aCommandThatIsNotThereIsSeen() {
    assertThat(complaint(List.of("no-such-command", "-x"), true)).isPresent();
    assertThat(complaint(List.of("status", "--no-such-option"), true)).isPresent();
    assertThat(complaint(List.of("tour"), false)).as("needs a folder").isPresent();
    assertThat(complaint(List.of("tour"), true)).as("only named").isEmpty();
    assertThat(complaint(List.of("status", "--json"), false)).isEmpty();
  }

  private static Optional<List<String>> arguments(String code) {
    String command = END.matcher(CHOICE.matcher(code.strip()).replaceAll(",")).replaceFirst("");
    int start = command.startsWith(PROGRAM + " ") ? 0 : command.indexOf(" " + PROGRAM + " ");
    if (start < 0) {
      return Optional.empty();
    }
    String rest = command.substring(start).strip().substring(PROGRAM.length()).strip();
    return Optional.of(
        Arrays.stream(rest.split("\\s+"))
            .filter(a -> !a.equals("…") && !a.equals("..."))
            .map(a -> a.replaceAll("^['\"]|['\"]$", ""))
            .toList());
  }

  private static Optional<String> complaint(List<String> arguments, boolean named) {
    var command = new CommandLine(new PilothouseCommand());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    try {
      command.parseArgs(arguments.toArray(String[]::new));
      return firstIsNoCommand(command, arguments)
          ? Optional.of("there is no such command")
          : Optional.empty();
    } catch (MissingParameterException e) {
      return named ? Optional.empty() : Optional.of(String.valueOf(e.getMessage()));
    } catch (ParameterException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** A bare word that is no command is taken for a blueprint's file to open. */
  private static boolean firstIsNoCommand(CommandLine command, List<String> arguments) {
    String first = arguments.isEmpty() ? "" : arguments.getFirst();
    return !first.startsWith("-")
        && !first.isEmpty()
        && !first.contains(".")
        && !command.getSubcommands().containsKey(first);
  }
}
