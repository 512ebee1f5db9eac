package io.pilothouse.operations;

import io.pilothouse.operations.port.DatabaseControl;
import io.pilothouse.operations.port.DeploymentControl;
import io.pilothouse.operations.port.MetricHistory;
import io.pilothouse.operations.port.ObservationSource;
import io.pilothouse.operations.port.WriteProbe;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link DirectSession} is made of.
 *
 * @param system key of the system, or the name of the kubeconfig context
 * @param blueprint absent where the map is discovered
 * @param sources not started; the session starts and closes them
 * @param notConnected sources that are not set up, each with the reason as half a sentence
 * @param journal folder in which runs are kept, in a folder for each system; made when it is not
 *     there
 * @param clock the only clock that the engine reads
 * @param operator who acts, as the audit names them
 */
public record SessionSetup(
    String system,
    Optional<Blueprint> blueprint,
    List<ObservationSource> sources,
    Map<SourceId, Sentence> notConnected,
    Optional<DeploymentControl> deployments,
    Optional<DatabaseControl> databases,
    Optional<WriteProbe> writeProbe,
    Optional<MetricHistory> metricHistory,
    Path journal,
    Clock clock,
    String operator) {
  public SessionSetup {
    sources = List.copyOf(sources);
    notConnected = Map.copyOf(notConnected);
  }
}
