package io.pilothouse.desktopapp.launch;

import io.pilothouse.azureconnector.AzureConfigurationSource;
import io.pilothouse.azureconnector.AzureConnection;
import io.pilothouse.azureconnector.AzureDatabaseControl;
import io.pilothouse.azureconnector.AzureMetricHistory;
import io.pilothouse.azureconnector.AzureMetricsSource;
import io.pilothouse.azureconnector.AzureResourceSource;
import io.pilothouse.azureconnector.DatabaseSource;
import io.pilothouse.azureconnector.JdbcWriteProbe;
import io.pilothouse.kubernetesconnector.KubernetesConnection;
import io.pilothouse.operations.SessionSetup;
import io.pilothouse.operations.Sources;
import io.pilothouse.operations.health.WorkloadMetrics;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.DatabaseControl;
import io.pilothouse.operations.port.DeploymentControl;
import io.pilothouse.operations.port.MetricHistory;
import io.pilothouse.operations.port.ObservationSource;
import io.pilothouse.operations.port.WriteProbe;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.Connection;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a connection profile to the connectors that speak to what it names. */
final class Composition {
  /** What a session is made of, and what must be closed after it. */
  record Composed(SessionSetup setup, List<AutoCloseable> closers) {}

  private final List<ObservationSource> sources = new ArrayList<>();
  private final Map<SourceId, Sentence> notConnected = new HashMap<>();
  private Optional<DeploymentControl> deployments = Optional.empty();
  private Optional<DatabaseControl> databases = Optional.empty();
  private Optional<WriteProbe> probe = Optional.empty();
  private Optional<MetricHistory> history = Optional.empty();

  private final List<AutoCloseable> closers = new ArrayList<>();

  private Composition() {}

  static Composed of(
      Connection connection,
      Optional<Blueprint> blueprint,
      Path journal,
      Clock clock,
      String operator) {
    var composition = new Composition();
    composition.kubernetes(connection, WorkloadMetrics.of(blueprint), clock);
    composition.azure(connection, clock);
    var setup =
        new SessionSetup(
            connection.system(),
            blueprint,
            composition.sources,
            composition.notConnected,
            composition.deployments,
            composition.databases,
            composition.probe,
            composition.history,
            journal,
            clock,
            operator);
    return new Composed(setup, List.copyOf(composition.closers));
  }

  private static DatabaseSource databaseSource(
      Connection connection, AzureConnection azure, Clock clock) {
    try {
      return new DatabaseSource(connection.databases(), azure::flexibleServer, clock);
    } catch (IllegalArgumentException e) {
      throw CannotOpenException.badRequest(e);
    }
  }

  private static KubernetesConnection open(Connection.Kubernetes profile) {
    try {
      return KubernetesConnection.open(profile);
    } catch (ControlException.Rejected e) {
      throw CannotOpenException.badRequest(e);
    } catch (ControlException e) {
      throw CannotOpenException.notReachable(e);
    }
  }

  private void kubernetes(Connection connection, WorkloadMetrics metrics, Clock clock) {
    connection
        .kubernetes()
        .ifPresentOrElse(
            profile -> {
              KubernetesConnection kubernetes = open(profile);
              closers.add(kubernetes);
              sources.add(kubernetes.observe(clock, metrics));
              deployments = Optional.of(kubernetes.deployments());
            },
            () -> notConnected.put(Sources.KUBERNETES, Sentence.of("launch.no-cluster")));
  }

  private void azure(Connection connection, Clock clock) {
    connection
        .azure()
        .ifPresentOrElse(
            profile -> {
              var azure = AzureConnection.of(profile, clock);
              sources.add(new AzureResourceSource(azure));
              sources.add(new AzureMetricsSource(azure));
              sources.add(new AzureConfigurationSource(azure));
              databases = Optional.of(new AzureDatabaseControl(azure));
              history = Optional.of(new AzureMetricHistory(azure));
              if (connection.databases().isEmpty()) {
                notConnected.put(Sources.POSTGRES, Sentence.of("launch.no-endpoint"));
              } else {
                sources.add(databaseSource(connection, azure, clock));
                probe = Optional.of(new JdbcWriteProbe(connection.databases(), clock));
              }
            },
            () -> {
              notConnected.put(Sources.AZURE_RESOURCES, Sentence.of("launch.no-subscription"));
              notConnected.put(Sources.AZURE_CONFIGURATION, Sentence.of("launch.no-subscription"));
              notConnected.put(Sources.AZURE_METRICS, Sentence.of("launch.no-subscription"));
              notConnected.put(Sources.POSTGRES, Sentence.of("launch.no-database"));
            });
  }
}
