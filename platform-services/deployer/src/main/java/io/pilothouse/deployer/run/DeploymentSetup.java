package io.pilothouse.deployer.run;

import io.pilothouse.deployer.cost.PriceBook;
import io.pilothouse.deployer.template.DeploymentChoices;
import io.pilothouse.deployer.template.DeploymentTarget;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.Connection;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * What is deployed, where, and by whom it is watched.
 *
 * @param connection how the subscription is reached, and the cluster where it is not by the
 *     credentials that Azure hands out
 * @param chart folder of {@code helm/system}
 * @param folder where plan, journal, decisions and binding of this system at this place are kept
 * @param prices by which the cost is estimated
 * @param releaseLimit within which the services' pods must be ready
 * @param progress is told what goes on, by one thread at a time
 * @param stop counted down when nobody waits any more
 */
public record DeploymentSetup(
    Blueprint blueprint,
    Connection connection,
    DeploymentTarget target,
    Path chart,
    Path folder,
    PriceBook prices,
    Duration releaseLimit,
    Clock clock,
    Consumer<Sentence> progress,
    CountDownLatch stop) {
  DeploymentChoices choices() {
    return target.choices();
  }

  /** The same, with other decisions. */
  DeploymentSetup with(DeploymentChoices decided) {
    return new DeploymentSetup(
        blueprint,
        connection,
        target.with(decided),
        chart,
        folder,
        prices,
        releaseLimit,
        clock,
        progress,
        stop);
  }

  Connection.Azure azure() {
    return connection
        .azure()
        .orElseThrow(() ->
            new DeployException(
                DeployException.Kind.REFUSED,
                Sentence.of("deploy.no-subscription", blueprint.system())));
  }
}
