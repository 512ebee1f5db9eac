package io.pilothouse.desktopapp.cli;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deploy destroy}: removes a system. */
@Command(
    name = "destroy",
    mixinStandardHelpOptions = true,
    description = {
      "Removes a system: its release, its resource group with all that is in it.",
      "Its name has to be typed, or given with --yes. A lock on the group keeps it. Says what Azure keeps."
    })
final class DeployDestroyCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin DeployOptions options = new DeployOptions();

  @Option(
      names = "--yes",
      paramLabel = "NAME",
      description = "The system's key, in place of typing it.")
  Optional<String> yes = Optional.empty();

  @Override
  public Integer call() {
    var terminal = Terminal.standard();
    try (DeployOptions.Open open = options.open(terminal, false)) {
      String key = open.blueprint().system();
      var removal = open.deployment().removal();
      terminal.progress(Sentence.of("command.deploy.destroys", key, removal.group()));
      String typed =
          yes.or(() ->
                  terminal.ask(
                      terminal.speech().say(Sentence.of("command.deploy.type", key)) + " "))
              .orElseThrow(() ->
                  new ParameterException(
                      spec.commandLine(),
                      "nobody can be asked here; give --yes " + key + " to agree"));
      if (!typed.equals(key)) {
        terminal.progress(Sentence.of("command.deploy.other-name", typed, key));
        return ExitCode.FOUND;
      }
      List<String> kept = open.deployment().destroy();
      if (options.json) {
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
