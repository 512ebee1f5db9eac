package io.pilothouse.desktopapp.launch;

import io.pilothouse.azureconnector.AzureConnection;
import io.pilothouse.azureconnector.AzureDatabaseControl;
import io.pilothouse.azureconnector.AzureMetricHistory;
import io.pilothouse.azureconnector.AzureMetricsSource;
import io.pilothouse.azureconnector.AzureResourceSource;
import io.pilothouse.azureconnector.DatabaseSource;
import io.pilothouse.azureconnector.JdbcWriteProbe;
import io.pilothouse.kubernetesconnector.KubernetesConnection;
import io.pilothouse.kubernetesconnector.KubernetesDeploymentControl;
import io.pilothouse.kubernetesconnector.KubernetesSource;
import io.pilothouse.operations.SessionSetup;
import io.pilothouse.operations.port.DatabaseControl;
import io.pilothouse.operations.port.DeploymentControl;
import io.pilothouse.operations.port.MetricHistory;
import io.pilothouse.operations.port.ObservationSource;
import io.pilothouse.operations.port.WriteProbe;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.Connection;
import io.pilothouse.sharedmodel.estate.SourceId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a connection profile to the connectors that speak to what it names. */
final class Composition {
  private final List<ObservationSource> sources = new ArrayList<>();
  private final Map<SourceId, String> notConnected = new HashMap<>();
  private Optional<DeploymentControl> deployments = Optional.empty();
  private Optional<DatabaseControl> databases = Optional.empty();
  private Optional<WriteProbe> probe = Optional.empty();
  private Optional<MetricHistory> history = Optional.empty();

  private Composition() {}

  static SessionSetup of(Connection connection, Optional<Blueprint> blueprint, Clock clock, String operator) {
    var composition = new Composition();
    composition.kubernetes(connection, clock);
    composition.azure(connection, clock);
    return new SessionSetup(
        connection.system(),
        blueprint,
        composition.sources,
        composition.notConnected,
        composition.deployments,
        composition.databases,
        composition.probe,
        composition.history,
        StateFolder.ofThisUser().journal(),
        clock,
        operator);
  }

  private void kubernetes(Connection connection, Clock clock) {
    connection
        .kubernetes()
        .ifPresentOrElse(
            profile -> {
              var kubernetes = KubernetesConnection.of(profile, clock);
              sources.add(new KubernetesSource(kubernetes));
              deployments = Optional.of(new KubernetesDeploymentControl(kubernetes));
            },
            () -> notConnected.put(KubernetesSource.ID, "the connection profile names no cluster"));
  }

  private void azure(Connection connection, Clock clock) {
    connection
        .azure()
        .ifPresentOrElse(
            profile -> {
              var azure = AzureConnection.of(profile, clock);
              sources.add(new AzureResourceSource(azure));
              sources.add(new AzureMetricsSource(azure));
              databases = Optional.of(new AzureDatabaseControl(azure));
              history = Optional.of(new AzureMetricHistory(azure));
              if (connection.databases().isEmpty()) {
                notConnected.put(DatabaseSource.ID, "the connection profile names no database endpoint");
              } else {
                sources.add(new DatabaseSource(azure, connection.databases(), clock));
                probe = Optional.of(new JdbcWriteProbe(connection.databases(), clock));
              }
            },
            () -> {
              notConnected.put(AzureResourceSource.ID, "no subscription is named; give --connection");
              notConnected.put(AzureMetricsSource.ID, "no subscription is named; give --connection");
              notConnected.put(DatabaseSource.ID, "no database endpoint is named; give --connection");
            });
  }
}
