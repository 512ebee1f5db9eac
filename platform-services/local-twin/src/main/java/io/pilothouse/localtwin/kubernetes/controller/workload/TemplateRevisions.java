package io.pilothouse.localtwin.kubernetes.controller.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.Deletion;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.api.WriteOptions;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.OwnerReference;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The templates that a StatefulSet or DaemonSet has had, kept as ControllerRevisions. A template
 * that comes back takes its revision up again under the next number.
 */
final class TemplateRevisions {
  /** The label by which a pod says which revision it is of. */
  static final String LABEL = "controller-revision-hash";

  /** The word of strategic merge patches: what a revision holds replaces the template. */
  private static final String PATCH = "$patch";

  private final ClusterApi api;

  TemplateRevisions(ClusterApi api) {
    this.api = api;
  }

  /** The revision of the template as it is now, made when there is none; it is the newest. */
  KubeObject current(KubeObject owner) {
    List<KubeObject> known = of(owner);
    long newest = known.stream().mapToLong(TemplateRevisions::number).max().orElse(0);
    Optional<KubeObject> same =
        known.stream()
            .filter(each -> template(each).equals(owner.spec().path("template")))
            .findFirst();
    if (same.isEmpty()) {
      return create(owner, newest + 1);
    }
    return number(same.get()) == newest
        ? same.get()
        : api.modify(
            BuiltInResources.CONTROLLER_REVISIONS,
            same.get().key(),
            ObjectPart.MAIN,
            tree -> tree.put("revision", newest + 1));
  }

  /** The template of a revision. */
  static JsonNode template(KubeObject revision) {
    ObjectNode template = revision.at("data", "spec", "template").deepCopy();
    template.remove(PATCH);
    return template;
  }

  /** The revision of a name, when it is still kept. */
  Optional<KubeObject> named(KubeObject owner, String name) {
    return of(owner).stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** Deletes the oldest ones that no pod is of, beyond the number that is kept. */
  void forget(KubeObject owner, Set<String> inUse) {
    int limit = owner.spec().path("revisionHistoryLimit").asInt(10);
    List<KubeObject> unused =
        of(owner).stream()
            .filter(each -> !inUse.contains(each.name()))
            .sorted(Comparator.comparingLong(TemplateRevisions::number))
            .toList();
    unused.stream()
        .limit(Math.max(0, unused.size() - limit))
        .forEach(old ->
            api.delete(BuiltInResources.CONTROLLER_REVISIONS, old.key(), Deletion.inBackground()));
  }

  private List<KubeObject> of(KubeObject owner) {
    return api.store().dependentsOf(owner.uid()).stream()
        .filter(dependent -> dependent.kind().equals("ControllerRevision"))
        .toList();
  }

  private static long number(KubeObject revision) {
    return revision.tree().path("revision").asLong();
  }

  private KubeObject create(KubeObject owner, long number) {
    ObjectNode revision = Json.object();
    revision.put("apiVersion", "apps/v1");
    ObjectNode metadata = revision.putObject("metadata");
    String hash = Revisions.hash(owner);
    metadata.put("name", owner.name() + "-" + hash);
    ObjectNode labels = metadata.putObject("labels");
    owner
        .at("spec", "template", "metadata", "labels")
        .properties()
        .forEach(label -> labels.set(label.getKey(), label.getValue()));
    labels.put(LABEL, hash);
    metadata.putArray("ownerReferences").add(OwnerReference.controlledBy(owner).tree());
    ObjectNode template = owner.spec().path("template").deepCopy();
    template.put(PATCH, "replace");
    revision.putObject("data").putObject("spec").set("template", template);
    revision.put("revision", number);
    return api.create(
        BuiltInResources.CONTROLLER_REVISIONS, owner.namespace(), revision, WriteOptions.DEFAULT);
  }
}
