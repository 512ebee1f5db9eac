package io.pilothouse.kubernetesconnector;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pilothouse.operations.port.ControlException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** StatefulSets with the templates that they have had, read now. Calls block on the network. */
final class StatefulSetHistory {
  private final KubernetesClient client;
  private final GuardedCalls calls;

  StatefulSetHistory(KubernetesClient client, GuardedCalls calls) {
    this.client = client;
    this.calls = calls;
  }

  Optional<StatefulSet> find(String namespace, String name) throws ControlException {
    return calls.read(() ->
        Optional.ofNullable(
            client.apps().statefulSets().inNamespace(namespace).withName(name).get()));
  }

  io.pilothouse.sharedmodel.estate.StatefulSet read(StatefulSet set) throws ControlException {
    return WorkloadMapper.statefulSet(
        set, revisions(set).stream().flatMap(r -> OwnedRevision.of(r).stream()).toList());
  }

  EarlierTemplate target(StatefulSet set, long toRevision) throws ControlException {
    Map<Long, EarlierTemplate> byRevision = new TreeMap<>();
    for (ControllerRevision revision : revisions(set)) {
      OwnedRevision.of(revision)
          .ifPresent(owned ->
              byRevision.put(
                  owned.number(),
                  new EarlierTemplate(
                      owned.name(), OwnedRevision.template(revision), owned.changeCause())));
    }
    return EarlierTemplate.of(
        byRevision,
        toRevision,
        set.getMetadata().getNamespace() + "/" + set.getMetadata().getName());
  }

  /** Those that it controls; others of the namespace may be another's. */
  private List<ControllerRevision> revisions(StatefulSet set) throws ControlException {
    List<ControllerRevision> all =
        calls.read(() ->
            client
                .apps()
                .controllerRevisions()
                .inNamespace(set.getMetadata().getNamespace())
                .list()
                .getItems());
    return all.stream()
        .filter(r ->
            OwnedRevision.of(r)
                .filter(o -> o.statefulSetUid().equals(set.getMetadata().getUid()))
                .isPresent())
        .toList();
  }
}
