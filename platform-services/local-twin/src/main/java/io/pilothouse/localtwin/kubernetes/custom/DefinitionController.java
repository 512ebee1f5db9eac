package io.pilothouse.localtwin.kubernetes.custom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.Deletion;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.controller.Controller;
import io.pilothouse.localtwin.kubernetes.model.Conditions;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import io.pilothouse.localtwin.kubernetes.resource.VersionConversion;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Serves what CustomResourceDefinitions define, and takes it away with all of its objects. */
public final class DefinitionController implements Controller {
  private static final Duration EMPTYING_CHECK = Duration.ofMillis(100);

  private final ClusterApi api;

  public DefinitionController(ClusterApi api) {
    this.api = api;
  }

  @Override
  public String name() {
    return "custom-resource-definition";
  }

  @Override
  public List<ObjectKey> concerns(ObjectChange change) {
    return change.storage().equals(BuiltInResources.DEFINITIONS.storage())
        ? List.of(change.after().key())
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<KubeObject> definition = api.find(BuiltInResources.DEFINITIONS, key);
    if (definition.isEmpty()) {
      return Optional.empty();
    }
    if (definition.get().deleting()) {
      return cleanUp(definition.get());
    }
    api.catalog().replace(CustomTypes.storage(definition.get()), CustomTypes.of(definition.get()));
    establish(definition.get());
    return Optional.empty();
  }

  private void establish(KubeObject definition) {
    Instant now = api.clock().instant();
    api.modify(
        BuiltInResources.DEFINITIONS,
        definition.key(),
        ObjectPart.STATUS,
        tree -> {
          ObjectNode status = Json.child(tree, "status");
          Conditions.set(status, "NamesAccepted", "True", "NoConflicts", "no conflicts found", now);
          Conditions.set(
              status,
              "Established",
              "True",
              "InitialNamesAccepted",
              "the initial names have been accepted",
              now);
          status.set("acceptedNames", definition.at("spec", "names").deepCopy());
          ArrayNode stored = status.putArray("storedVersions");
          for (JsonNode version : definition.at("spec", "versions")) {
            if (version.path("storage").asBoolean()) {
              stored.add(version.path("name").asText());
            }
          }
        });
  }

  private Optional<Duration> cleanUp(KubeObject definition) {
    Optional<ResourceType> type =
        CustomTypes.of(definition).stream()
            .filter(each -> each.conversion().equals(VersionConversion.NONE))
            .findFirst();
    List<KubeObject> left =
        type.map(stored -> api.list(stored, Selection.everything())).orElse(List.of());
    left.stream()
        .filter(object -> !object.deleting())
        .forEach(object -> api.delete(type.orElseThrow(), object.key(), Deletion.inBackground()));
    if (!left.isEmpty()) {
      return Optional.of(EMPTYING_CHECK);
    }
    api.catalog().replace(CustomTypes.storage(definition), List.of());
    api.modify(
        BuiltInResources.DEFINITIONS,
        definition.key(),
        ObjectPart.MAIN,
        tree -> {
          ArrayNode finalizers = Json.children(Json.child(tree, "metadata"), "finalizers");
          for (int i = finalizers.size() - 1; i >= 0; i--) {
            if (finalizers.get(i).asText().equals(BuiltInResources.DEFINITION_CLEANUP)) {
              finalizers.remove(i);
            }
          }
        });
    return Optional.empty();
  }
}
