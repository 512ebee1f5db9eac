package io.pilothouse.deployer.template;

import io.pilothouse.deployer.values.ChartValues;
import io.pilothouse.deployer.values.Stage;
import io.pilothouse.deployer.values.SystemValues;
import java.util.Optional;

/** Writes all parts of a template. */
final class TemplateParts {
  private final Draft draft;

  TemplateParts(Draft draft) {
    this.draft = draft;
  }

  void write() {
    ChartValues values = SystemValues.of(draft.blueprint());
    boolean production = Stage.of(draft.blueprint()) == Stage.PRODUCTION;
    boolean managedPrometheus = values.monitoring().collector().equals("azureManagedPrometheus");
    var plan = new NetworkPlan(draft);
    var endpoints = new PrivateEndpoints(draft, plan);
    var identities = new Identities(draft);
    var storage = new StorageResources(draft, endpoints);
    var gateway = new GatewayResources(draft, plan);
    var monitoring = new MonitoringResources(draft, managedPrometheus);

    Optional<String> workspace = monitoring.workspace();
    gateway.write();
    new FrontDoorResources(draft, gateway.host()).write();
    new ClusterResources(draft, plan, identities, gateway).write(workspace);
    new RegistryResources(draft, identities).write();
    new DatabaseResources(draft, plan, endpoints).write();
    new CacheResources(draft, endpoints, identities, storage).write();
    new MessagingResources(draft, endpoints, identities, production).write();
    new EventHubResources(draft, identities).write();
    storage.write();
    if (production) {
      new VaultResources(draft, endpoints, identities, values).write();
    }
    monitoring.collect(ClusterResources.id(draft), workspace);
    new AlertResources(draft, workspace, managedPrometheus).write();
    new BackupResources(draft, identities).write();
    // Last: by now every part has asked for its subnet.
    new NetworkResources(draft, plan).write();
  }
}
