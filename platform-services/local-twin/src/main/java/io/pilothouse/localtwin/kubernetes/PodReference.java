package io.pilothouse.localtwin.kubernetes;

import java.util.Map;

/** A pod as its node sees it: where it is, what it runs and the labels that say whose it is. */
public record PodReference(
    String namespace, String name, String uid, String node, Map<String, String> labels) {

  public PodReference {
    labels = Map.copyOf(labels);
  }
}
