package io.pilothouse.deployer.run;

import io.pilothouse.deployer.cost.PriceBook;
import io.pilothouse.deployer.template.DeploymentTarget;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.Connection;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * What is deployed, where, and by whom it is watched.
 *
 * @param connection how the subscription is reached, and the cluster where it is not by the
 *     credentials that Azure hands out
 * @param chart folder of {@code helm/system}
 * @param folder where plan, journal and binding of this system at this place are kept
 * @param imageTag of the services; absent for the chart's own
 * @param parameters values of the template's parameters that are no secrets
 * @param prices by which the cost is estimated
 * @param accepted rules of the review whose errors somebody has read
 * @param releaseLimit within which the services' pods must be ready
 * @param progress is told what goes on, from one thread
 * @param stop counted down when nobody waits any more
 */
public record DeploymentSetup(
    Blueprint blueprint,
    Connection connection,
    DeploymentTarget target,
    Path chart,
    Path folder,
    Optional<String> imageTag,
    Map<String, String> parameters,
    PriceBook prices,
    Set<String> accepted,
    Duration releaseLimit,
    Clock clock,
    Consumer<Sentence> progress,
    CountDownLatch stop) {
  public DeploymentSetup {
    parameters = Map.copyOf(parameters);
    accepted = Set.copyOf(accepted);
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
