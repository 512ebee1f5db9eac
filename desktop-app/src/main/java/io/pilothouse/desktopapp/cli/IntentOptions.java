package io.pilothouse.desktopapp.cli;

import io.pilothouse.sharedmodel.action.Intent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The action and its target, as {@code plan} and {@code do} take them. */
final class IntentOptions {
  @Spec(Target.MIXEE)
  CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "ACTION",
      description = "rollback SERVICE, or failover SERVER.")
  String action = "";

  @Parameters(
      index = "1",
      paramLabel = "TARGET",
      description = "A Deployment or service, or a database server, by its name.")
  String target = "";

  @Option(
      names = "--to-revision",
      paramLabel = "N",
      description = "rollback: the revision to go back to (default: the one before the current).")
  @Nullable Long revision;

  @Option(
      names = "--forced",
      description = "failover: give the primary up at once, without draining it.")
  boolean forced;

  Intent intent() {
    return switch (action) {
      case "rollback" -> {
        if (forced) {
          throw usage("--forced belongs to failover, not to rollback");
        }
        yield new Intent.Rollback(target, Optional.ofNullable(revision));
      }
      case "failover" -> {
        if (revision != null) {
          throw usage("--to-revision belongs to rollback, not to failover");
        }
        yield new Intent.Failover(
            target, forced ? Intent.FailoverMode.FORCED : Intent.FailoverMode.PLANNED);
      }
      default ->
          throw usage("\"" + action + "\" is not an action; there are rollback and failover");
    };
  }

  private ParameterException usage(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
