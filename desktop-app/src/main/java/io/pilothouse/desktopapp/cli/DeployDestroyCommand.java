package io.pilothouse.desktopapp.cli;

import io.pilothouse.desktopapp.launch.CannotOpenException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deploy destroy}: removes a system. */
@Command(
    name = "destroy",
    mixinStandardHelpOptions = true,
    description = {
      "Removes a system: its release, its resource group with all that is in it.",
      "Its name has to be typed, or given with --yes. A lock on the group keeps it. Says what Azure keeps."
    })
final class DeployDestroyCommand implements Callable<Integer> {
  @Mixin DeployPlace place = new DeployPlace();

  @Option(names = "--json", description = "One line of JSON on stdout.")
  boolean json;

  @Option(
      names = "--yes",
      paramLabel = "NAME",
      description = "The system's key, in place of typing it.")
  Optional<String> yes = Optional.empty();

  @Override
  public Integer call() {
    var terminal = Terminal.standard();
    try (DeployOptions.Open open = DeployOptions.at(place).open(terminal, false)) {
      String key = open.blueprint().system();
      var removal = open.deployment().removal();
      if (!removal.groupThere()) {
        terminal.progress(Sentence.of("command.deploy.not-there", key, removal.group()));
        return ExitCode.FINE;
      }
      terminal.progress(Sentence.of("command.deploy.destroys", key, removal.group()));
      String typed =
          yes.or(() ->
                  terminal.ask(
                      terminal.speech().say(Sentence.of("command.deploy.type", key)) + " "))
              .orElseThrow(() ->
                  CannotOpenException.badRequest(Sentence.of("command.deploy.nobody-asked", key)));
      if (!typed.equals(key)) {
        terminal.progress(Sentence.of("command.deploy.other-name", typed, key));
        return ExitCode.FOUND;
      }
      List<String> kept = open.deployment().destroy();
      if (json) {
        terminal.json(new Destroyed(key, removal.group(), kept));
      } else {
        terminal.line(terminal.speech().say(Sentence.of("command.deploy.destroyed", key)));
        if (!kept.isEmpty()) {
          terminal.line(terminal.speech().say(Sentence.of("command.deploy.kept", kept)));
        }
        terminal.line(terminal.speech().say(Sentence.of("command.deploy.backups")));
      }
      return ExitCode.FINE;
    }
  }

  /** For a script. @param keptVaults deleted, kept for their retention */
  record Destroyed(String system, String group, List<String> keptVaults) {}
}
