package io.pilothouse.sharedmodel.blueprint;

import java.util.Map;
import java.util.Optional;

/**
 * A person's word on which live resources a component is. It goes before every rule that guesses,
 * and importing the documents again keeps it.
 *
 * @param component id of the component
 * @param resourceId full id of an Azure resource
 * @param kind of a Kubernetes resource, such as {@code Deployment}
 * @param labels labels that Kubernetes resources must have
 * @param tags tags that Azure resources must have
 * @param note why, in the person's own words
 */
public record Binding(
    String component,
    Optional<String> resourceId,
    Optional<String> kind,
    Optional<String> namespace,
    Optional<String> name,
    Map<String, String> labels,
    Map<String, String> tags,
    Optional<String> note) {
  public Binding {
    labels = Lists.orEmpty(labels);
    tags = Lists.orEmpty(tags);
  }
}
