package io.pilothouse.deployer.template;

import java.util.Optional;

/** Writes all parts of a template. */
final class TemplateParts {
  private final Draft draft;

  TemplateParts(Draft draft) {
    this.draft = draft;
  }

  void write() {
    var plan = new NetworkPlan(draft);
    var endpoints = new PrivateEndpoints(draft, plan);
    var identities = new Identities(draft);
    var storage = new StorageResources(draft, endpoints);
    new ClusterResources(draft, plan, identities).write(Optional.empty());
    new DatabaseResources(draft, plan, endpoints).write();
    new CacheResources(draft, endpoints, identities, storage).write();
    storage.write();
    // Last: by now every part has asked for its subnet.
    new NetworkResources(draft, plan).write();
  }
}
