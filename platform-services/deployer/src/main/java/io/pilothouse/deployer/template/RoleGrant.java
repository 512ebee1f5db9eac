package io.pilothouse.deployer.template;

import java.util.Optional;

/**
 * What a role assignment of a template means, in names that a person knows: its own name is a hash.
 *
 * @param role that is granted
 * @param to name of the identity that gets it, or of the resource whose own identity gets it
 * @param on name of the resource that it is for, or of the resource group
 */
public record RoleGrant(BuiltInRole role, String to, String on) {
  private static final String REFERENCE = "[reference('";

  /** What a resource of a template grants; empty for what is no role assignment. */
  public static Optional<RoleGrant> of(TemplateResource resource) {
    if (resource.type() != ResourceType.ROLE_ASSIGNMENT) {
      return Optional.empty();
    }
    var properties = resource.fields().path("properties");
    String scope = resource.scope().orElseGet(() -> group(resource.id()));
    return BuiltInRole.of(properties.path("roleDefinitionId").asText())
        .map(
            role -> new RoleGrant(role, who(properties.path("principalId").asText()), last(scope)));
  }

  private static String who(String principal) {
    return principal.startsWith(REFERENCE)
        ? last(principal.substring(REFERENCE.length(), principal.indexOf('\'', REFERENCE.length())))
        : principal;
  }

  private static String group(String assignment) {
    return assignment.substring(0, assignment.indexOf("/providers/"));
  }

  private static String last(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }
}
