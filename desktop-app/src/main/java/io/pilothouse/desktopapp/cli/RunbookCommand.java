package io.pilothouse.desktopapp.cli;

import io.pilothouse.desktopapp.runbook.Runbook;
import io.pilothouse.desktopapp.text.Language;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code runbook}: what to do about a cause, where there is a terminal and perhaps no network. */
@Command(
    name = "runbook",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the runbook of a cause or an action; without a name, the list of them.",
      "They come with this program: no network is needed."
    })
final class RunbookCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description =
          "Such as primary-down, as status names the cause; or failover, rollback, deploy.")
  Optional<String> name = Optional.empty();

  @Option(
      names = "--language",
      description = "Of the page: ${COMPLETION-CANDIDATES} (default: this machine's).")
  Language language = Language.of(Locale.getDefault());

  @Override
  public Integer call() {
    var terminal = Terminal.standard();
    String page =
        name.map(n ->
                Runbook.of(n, language).map(Runbook::text).orElseThrow(() -> unknown(n, terminal)))
            .orElseGet(() -> Runbook.index(language));
    terminal.line(page.stripTrailing());
    return ExitCode.FINE;
  }

  private ParameterException unknown(String name, Terminal terminal) {
    return new ParameterException(
        spec.commandLine(), terminal.speech().say(Sentence.of("command.runbook.unknown", name)));
  }
}
