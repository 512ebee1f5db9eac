package io.pilothouse.desktopapp.cli;

import io.pilothouse.deployer.plan.DeploymentPlan;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deploy status}: whether what runs is what the document says. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Compares what is deployed with the document. Exits 1 where they differ, or where that is not known.",
      "Says whether an apply has begun and not ended."
    })
final class DeployStatusCommand implements Callable<Integer> {
  @Mixin DeployOptions options = new DeployOptions();

  @Override
  public Integer call() {
    var terminal = Terminal.standard();
    try (DeployOptions.Open open = options.open(terminal, false)) {
      DeploymentPlan plan = open.deployment().compare();
      boolean unfinished = open.deployment().unfinished();
      if (options.json) {
        terminal.json(new Status(plan.system(), plan.acts(), unfinished, DeployDocument.of(plan)));
      } else {
        new DeployText(terminal.speech()).differences(plan).forEach(terminal::line);
        if (unfinished) {
          terminal.line(terminal.speech().say(Sentence.of("command.deploy.unfinished")));
        }
      }
      return plan.acts() || unfinished || !plan.servicesKnown() ? ExitCode.FOUND : ExitCode.FINE;
    }
  }

  /** For a script. */
  record Status(String system, boolean differs, boolean unfinished, DeployDocument.Plan plan) {}
}
