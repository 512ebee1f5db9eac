package io.pilothouse.localtwin.kubernetes.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.LabelSelector;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers by the Roles, ClusterRoles and bindings as they are now, by the rules of {@code
 * rbac.authorization.k8s.io/v1}: whatever one rule allows is allowed, nothing else is. Safe for any
 * thread.
 */
public final class RoleBasedAccess {
  private final ClusterApi api;

  public RoleBasedAccess(ClusterApi api) {
    this.api = api;
  }

  /** The name of the binding by which it is allowed; nothing when it is not. */
  public Optional<String> allowedBy(ApiUser user, AccessQuestion question) {
    if (user.master()) {
      return Optional.of("system:masters");
    }
    return grants(user, namespace(question)).stream()
        .filter(grant -> allows(grant.rule(), question))
        .map(Grant::binding)
        .findFirst();
  }

  /** Every rule that holds for the user in a namespace, and in the whole cluster. */
  public List<JsonNode> rules(ApiUser user, String namespace) {
    return grants(user, namespace).stream().map(Grant::rule).toList();
  }

  private record Grant(String binding, JsonNode rule) {}

  private static String namespace(AccessQuestion question) {
    return question instanceof AccessQuestion.OfResource resource ? resource.namespace() : "";
  }

  private List<Grant> grants(ApiUser user, String namespace) {
    List<Grant> grants = new ArrayList<>();
    collect(BuiltInResources.CLUSTER_ROLE_BINDINGS, "", user, grants);
    if (!namespace.isEmpty()) {
      collect(BuiltInResources.ROLE_BINDINGS, namespace, user, grants);
    }
    return grants;
  }

  private void collect(ResourceType type, String namespace, ApiUser user, List<Grant> into) {
    for (KubeObject binding : api.list(type, Selection.inNamespace(namespace))) {
      if (concerns(binding, user)) {
        String text =
            binding.kind()
                + " \""
                + (namespace.isEmpty() ? "" : namespace + "/")
                + binding.name()
                + "\"";
        rulesOf(binding).forEach(rule -> into.add(new Grant(text, rule)));
      }
    }
  }

  private static boolean concerns(KubeObject binding, ApiUser user) {
    for (JsonNode subject : binding.at("subjects")) {
      String name = subject.path("name").asText();
      boolean same =
          switch (subject.path("kind").asText()) {
            case "User" -> user.name().equals(name);
            case "Group" -> user.groups().contains(name);
            case "ServiceAccount" ->
                user.name()
                    .equals(
                        "system:serviceaccount:"
                            + subject.path("namespace").asText(binding.namespace())
                            + ":"
                            + name);
            default -> false;
          };
      if (same) {
        return true;
      }
    }
    return false;
  }

  private List<JsonNode> rulesOf(KubeObject binding) {
    JsonNode role = binding.at("roleRef");
    boolean clusterWide = role.path("kind").asText().equals("ClusterRole");
    ObjectKey key =
        new ObjectKey(clusterWide ? "" : binding.namespace(), role.path("name").asText());
    return api.find(clusterWide ? BuiltInResources.CLUSTER_ROLES : BuiltInResources.ROLES, key)
        .map(this::rulesOfRole)
        .orElse(List.of());
  }

  /** A role's own rules, and those of the ClusterRoles that it gathers by their labels. */
  private List<JsonNode> rulesOfRole(KubeObject role) {
    List<JsonNode> rules = new ArrayList<>();
    role.at("rules").forEach(rules::add);
    for (JsonNode selector : role.at("aggregationRule", "clusterRoleSelectors")) {
      for (KubeObject gathered :
          api.list(BuiltInResources.CLUSTER_ROLES, Selection.of("", LabelSelector.of(selector)))) {
        gathered.at("rules").forEach(rules::add);
      }
    }
    return rules;
  }

  private static boolean allows(JsonNode rule, AccessQuestion question) {
    if (!has(rule.path("verbs"), question.verb())) {
      return false;
    }
    return switch (question) {
      case AccessQuestion.OfPath path -> hasPath(rule.path("nonResourceURLs"), path.path());
      case AccessQuestion.OfResource resource ->
          has(rule.path("apiGroups"), resource.group())
              && hasResource(rule.path("resources"), resource)
              && (rule.path("resourceNames").isEmpty()
                  || has(rule.path("resourceNames"), resource.name()));
    };
  }

  private static boolean hasResource(JsonNode resources, AccessQuestion.OfResource question) {
    return has(resources, question.path())
        || !question.subresource().isEmpty() && names(resources, "*/" + question.subresource());
  }

  private static boolean has(JsonNode list, String wanted) {
    return names(list, "*") || names(list, wanted);
  }

  private static boolean names(JsonNode list, String wanted) {
    for (JsonNode each : list) {
      if (each.asText().equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasPath(JsonNode paths, String wanted) {
    for (JsonNode path : paths) {
      String pattern = path.asText();
      if (pattern.endsWith("*")
          ? wanted.startsWith(pattern.substring(0, pattern.length() - 1))
          : wanted.equals(pattern)) {
        return true;
      }
    }
    return false;
  }
}
