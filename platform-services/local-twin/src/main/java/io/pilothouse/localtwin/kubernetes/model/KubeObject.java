package io.pilothouse.localtwin.kubernetes.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One version of a Kubernetes object. Its tree is never changed once it is wrapped: who wants
 * another version edits a copy. So it may be read by any thread, and is encoded at most once.
 */
public final class KubeObject {
  private final ObjectNode tree;
  // Encoded on first use; a race encodes twice and stores equal bytes.
  private volatile byte @Nullable [] encoded;

  private KubeObject(ObjectNode tree) {
    this.tree = tree;
  }

  /** Wraps a tree that nobody changes any more. */
  public static KubeObject of(ObjectNode tree) {
    return new KubeObject(tree);
  }

  /** Another version, edited on a deep copy. */
  public KubeObject edit(Consumer<ObjectNode> change) {
    ObjectNode copy = copy();
    change.accept(copy);
    return new KubeObject(copy);
  }

  /** The tree, to read only. */
  public ObjectNode tree() {
    return tree;
  }

  /** A deep copy of the tree, to change at will. */
  public ObjectNode copy() {
    return tree.deepCopy();
  }

  /**
   * A tree that shares all but metadata and status with this one: those two may be changed at will,
   * the rest must not be.
   */
  public ObjectNode copyToReport() {
    ObjectNode copy = Json.object();
    copy.setAll(tree);
    for (String part : List.of("metadata", "status")) {
      if (tree.get(part) instanceof ObjectNode own) {
        copy.set(part, own.deepCopy());
      }
    }
    return copy;
  }

  public byte[] encoded() {
    byte[] bytes = encoded;
    if (bytes == null) {
      bytes = Json.write(tree);
      encoded = bytes;
    }
    return bytes;
  }

  public JsonNode at(String... path) {
    return Json.at(tree, path);
  }

  public JsonNode metadata() {
    return tree.path("metadata");
  }

  public JsonNode spec() {
    return tree.path("spec");
  }

  public JsonNode status() {
    return tree.path("status");
  }

  public String apiVersion() {
    return tree.path("apiVersion").asText();
  }

  public String kind() {
    return tree.path("kind").asText();
  }

  public String name() {
    return metadata().path("name").asText();
  }

  public String namespace() {
    return metadata().path("namespace").asText();
  }

  public ObjectKey key() {
    return new ObjectKey(namespace(), name());
  }

  public String uid() {
    return metadata().path("uid").asText();
  }

  public long resourceVersion() {
    return metadata().path("resourceVersion").asLong();
  }

  public long generation() {
    return metadata().path("generation").asLong();
  }

  public Map<String, String> labels() {
    return Json.texts(metadata().path("labels"));
  }

  public Map<String, String> annotations() {
    return Json.texts(metadata().path("annotations"));
  }

  public Instant createdAt() {
    return Timestamps.read(metadata().path("creationTimestamp")).orElse(Instant.EPOCH);
  }

  public boolean deleting() {
    return metadata().hasNonNull("deletionTimestamp");
  }

  public List<OwnerReference> owners() {
    JsonNode references = metadata().path("ownerReferences");
    if (references.isEmpty()) {
      return List.of();
    }
    List<OwnerReference> owners = new ArrayList<>();
    references.forEach(reference -> owners.add(OwnerReference.of(reference)));
    return owners;
  }

  public Optional<OwnerReference> controller() {
    return owners().stream().filter(OwnerReference::controller).findFirst();
  }

  public boolean controlledBy(KubeObject owner) {
    return controller().filter(reference -> reference.uid().equals(owner.uid())).isPresent();
  }

  /** The condition of this type in the status, or a missing node. */
  public JsonNode condition(String type) {
    return Conditions.find(status(), type);
  }

  @Override
  public String toString() {
    return kind() + " " + key() + "@" + resourceVersion();
  }
}
