package io.pilothouse.desktopapp.cli;

import io.pilothouse.deployer.plan.DeploymentPlan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deploy plan}: what applying would change. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what applying would change, what it costs and what is in its way. Changes nothing.",
      "It is Azure's own what-if, and the release against the cluster. Where no twin runs, the plan is against nothing."
    })
final class DeployPlanCommand implements Callable<Integer> {
  @Mixin DeployOptions options = new DeployOptions();

  @Override
  public Integer call() {
    var terminal = Terminal.standard();
    try (DeployOptions.Open open = options.open(terminal, true)) {
      DeploymentPlan plan = open.deployment().plan();
      if (options.json) {
        terminal.json(DeployDocument.of(plan));
      } else {
        new DeployText(terminal.speech()).plan(plan).forEach(terminal::line);
      }
      return plan.refused().isEmpty() ? ExitCode.FINE : ExitCode.FOUND;
    }
  }
}
