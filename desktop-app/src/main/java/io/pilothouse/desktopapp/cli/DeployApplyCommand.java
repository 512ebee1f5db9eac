package io.pilothouse.desktopapp.cli;

import io.pilothouse.deployer.plan.DeploymentPlan;
import io.pilothouse.deployer.run.Outcome;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code deploy apply}: makes it so. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Deploys a system stage by stage: network, vault, data, cluster, platform, services.",
      "What is decided by options is kept: it holds for the next plan, status and apply.",
      "What it does is journaled before it is asked for: applying again goes on where an earlier run ended.",
      "Changes that have come since the plan was shown are shown and have to be agreed to anew."
    })
final class DeployApplyCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin DeployOptions options = new DeployOptions();

  @Option(names = "--yes", description = "Agree to what was planned without being asked.")
  boolean yes;

  @Override
  public Integer call() {
    var terminal = Terminal.standard();
    try (DeployOptions.Open open = options.open(terminal, false)) {
      Outcome outcome = open.deployment().apply((plan, drifted) -> agreed(plan, drifted, terminal));
      Path binding =
          DeployBinding.write(
              open.folder(), options.place.blueprint, outcome.binding(), spec.commandLine());
      if (options.json) {
        terminal.json(DeployDocument.of(open.blueprint().system(), outcome));
      } else {
        outcome
            .steps()
            .forEach(step ->
                terminal.line(
                    "  %-10s %.1f s".formatted(step.name(), step.took().toMillis() / 1000.0)));
        terminal.line(
            terminal
                .speech()
                .say(
                    Sentence.of(
                        "command.deploy.result."
                            + outcome.result().name().toLowerCase(java.util.Locale.ROOT),
                        open.blueprint().system())));
      }
      if (!outcome.binding().isEmpty()) {
        terminal.progress(Sentence.of("command.written", binding.toString()));
      }
      return switch (outcome.result()) {
        case APPLIED, NOTHING_TO_DO -> ExitCode.FINE;
        case DECLINED, DRIFTED -> ExitCode.FOUND;
      };
    }
  }

  private boolean agreed(DeploymentPlan plan, List<String> drifted, Terminal terminal) {
    if (!options.json || !drifted.isEmpty()) {
      new DeployText(terminal.speech()).plan(plan).forEach(terminal::progress);
    }
    if (!drifted.isEmpty()) {
      terminal.progress(Sentence.of("command.deploy.drifted", drifted.size()));
    }
    if (yes && drifted.isEmpty()) {
      return true;
    }
    return terminal
        .ask(terminal.speech().say(Sentence.of("command.deploy.agree")) + " [y/N] ")
        .filter(answer -> answer.equalsIgnoreCase("y"))
        .isPresent();
  }
}
