package io.pilothouse.operations.actions;

import io.pilothouse.operations.health.Estate;
import io.pilothouse.operations.port.DatabaseControl;
import io.pilothouse.operations.port.DeploymentControl;
import io.pilothouse.operations.port.WriteProbe;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.Session.Unavailable;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Chooses the procedure of an intent.
 *
 * @param deployments absent where Kubernetes is not connected
 * @param databases absent where Azure is not connected
 * @param writeProbe absent where no endpoint to write to is known
 */
public record Procedures(
    Optional<Blueprint> blueprint,
    Optional<DeploymentControl> deployments,
    Optional<DatabaseControl> databases,
    Optional<WriteProbe> writeProbe,
    Pause pause) {

  Procedure of(Intent intent, Supplier<Estate> estate, BooleanSupplier otherRun) {
    return switch (intent) {
      case Intent.Rollback rollback -> {
        DeploymentControl control =
            deployments.orElseThrow(
                () -> new Unavailable(Sentence.of("operations.plan.no-kubernetes")));
        Targets.DeploymentName target =
            Targets.deployment(blueprint, estate.get(), rollback.target());
        yield new RollbackProcedure(
            rollback,
            target.namespace(),
            target.name(),
            control,
            blueprint,
            estate,
            otherRun,
            pause);
      }
      case Intent.Failover failover -> {
        DatabaseControl control =
            databases.orElseThrow(() -> new Unavailable(Sentence.of("operations.plan.no-azure")));
        yield new FailoverProcedure(
            failover,
            Targets.server(blueprint, estate.get(), failover.target()),
            control,
            writeProbe,
            blueprint,
            estate,
            otherRun,
            pause);
      }
    };
  }
}
