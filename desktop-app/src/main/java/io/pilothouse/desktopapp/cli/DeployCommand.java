package io.pilothouse.desktopapp.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deploy}: from a blueprint to a running system. */
@Command(
    name = "deploy",
    mixinStandardHelpOptions = true,
    description = "From a blueprint to a running system.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DeployPlanCommand.class,
      DeployApplyCommand.class,
      DeployStatusCommand.class,
      DeployDestroyCommand.class,
      DeployGitOpsCommand.class,
      DeployValuesCommand.class,
      DeployPricesCommand.class
    })
final class DeployCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "deploy what? There are: " + String.join(", ", spec.subcommands().keySet()));
  }
}
