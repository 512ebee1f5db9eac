package io.pilothouse.desktopapp.cli;

import io.pilothouse.desktopapp.launch.OpenSystem;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code status}: what is so, now. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description =
        "Prints the health of every component with its facts, and the alerts. Exits 1 if anything is not normal.")
final class StatusCommand implements Callable<Integer> {
  @Mixin TargetOptions target = new TargetOptions();

  @Option(names = "--json", description = "One line of JSON on stdout.")
  boolean json;

  @Override
  public Integer call() {
    var terminal = Terminal.standard();
    try (OpenSystem system = OpenSystem.open(target.target(), terminal::progress)) {
      SystemState state = Readiness.await(system.session(), terminal::progress);
      if (json) {
        terminal.json(StatusDocument.of(state));
      } else {
        StatusText.of(state, terminal.speech()).forEach(terminal::line);
      }
      if (StatusText.nothingHeard(state)) {
        terminal.progress(Sentence.of("command.unreachable", target.target().name()));
        return ExitCode.NOT_REACHABLE;
      }
      return StatusDocument.fine(state) ? ExitCode.FINE : ExitCode.FOUND;
    }
  }
}
