package io.pilothouse.sharedmodel.estate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Identity of a live resource, unique over all sources. Kubernetes: {@code
 * k8s:<kind>/<namespace>/<name>} ({@code k8s:<kind>/<name>} for cluster-scoped ones), kind in lower
 * case. Azure: the resource manager id in lower case.
 */
public record ResourceId(@JsonValue String value) implements Comparable<ResourceId> {
  /** A namespaced Kubernetes object. */
  public static ResourceId kubernetes(String kind, String namespace, String name) {
    return new ResourceId("k8s:" + kind.toLowerCase(Locale.ROOT) + "/" + namespace + "/" + name);
  }

  /** A cluster-scoped Kubernetes object. */
  public static ResourceId kubernetes(String kind, String name) {
    return new ResourceId("k8s:" + kind.toLowerCase(Locale.ROOT) + "/" + name);
  }

  /** An Azure resource by its resource manager id. */
  public static ResourceId azure(String armId) {
    return new ResourceId(armId.toLowerCase(Locale.ROOT));
  }

  @JsonCreator
  public static ResourceId of(String value) {
    return new ResourceId(value);
  }

  @Override
  public int compareTo(ResourceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
