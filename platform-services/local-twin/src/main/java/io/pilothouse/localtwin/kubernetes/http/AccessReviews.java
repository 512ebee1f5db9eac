package io.pilothouse.localtwin.kubernetes.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.access.AccessQuestion;
import io.pilothouse.localtwin.kubernetes.access.ApiUser;
import io.pilothouse.localtwin.kubernetes.access.RoleBasedAccess;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The reviews of access, answered from the roles and bindings of the store. */
final class AccessReviews {
  static final List<String> GROUPS = List.of("authentication.k8s.io", "authorization.k8s.io");

  private final RoleBasedAccess access;

  AccessReviews(RoleBasedAccess access) {
    this.access = access;
  }

  void handle(ApiUser asking, ApiRequest request, RequestTarget target, Responder responder)
      throws IOException {
    if (!request.method().equals("POST")) {
      throw ApiFailure.methodNotAllowed();
    }
    ObjectNode review = request.object();
    JsonNode spec = review.path("spec");
    ObjectNode status = review.putObject("status");
    switch (target.resource()) {
      case "selfsubjectaccessreviews" -> answer(asking, spec, status);
      case "subjectaccessreviews", "localsubjectaccessreviews" -> {
        List<String> groups = new ArrayList<>();
        spec.path("groups").forEach(group -> groups.add(group.asText()));
        answer(new ApiUser(spec.path("user").asText(), groups), spec, status);
      }
      case "selfsubjectrulesreviews" ->
          rules(asking, spec.path("namespace").asText("default"), status);
      case "selfsubjectreviews" -> {
        ObjectNode user = status.putObject("userInfo");
        user.put("username", asking.name());
        asking.groups().forEach(Json.children(user, "groups")::add);
      }
      case "tokenreviews" -> status.put("authenticated", false);
      default -> throw ApiFailure.noSuchPath();
    }
    responder.json(201, review);
  }

  private void answer(ApiUser user, JsonNode spec, ObjectNode status) {
    Optional<String> allowed = access.allowedBy(user, AccessQuestion.of(spec));
    status.put("allowed", allowed.isPresent());
    allowed.ifPresent(binding -> status.put("reason", "RBAC: allowed by " + binding));
  }

  private void rules(ApiUser user, String namespace, ObjectNode status) {
    ArrayNode resources = status.putArray("resourceRules");
    ArrayNode paths = status.putArray("nonResourceRules");
    if (user.master()) {
      for (String field : List.of("verbs", "apiGroups", "resources")) {
        everything(resources, field);
      }
      for (String field : List.of("verbs", "nonResourceURLs")) {
        everything(paths, field);
      }
    }
    for (JsonNode rule : access.rules(user, namespace)) {
      (rule.has("nonResourceURLs") ? paths : resources).add(rule.deepCopy());
    }
    status.put("incomplete", false);
  }

  private static void everything(ArrayNode rules, String field) {
    ObjectNode rule = rules.get(0) instanceof ObjectNode first ? first : rules.addObject();
    rule.putArray(field).add("*");
  }
}
