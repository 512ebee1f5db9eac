package io.pilothouse.localtwin.kubernetes.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import java.io.IOException;
import java.util.List;

/**
 * The reviews of access: the one user of the twin is in {@code system:masters} and may do
 * everything.
 */
final class AccessReviews {
  static final List<String> GROUPS = List.of("authentication.k8s.io", "authorization.k8s.io");
  private static final String USER = "clusterAdmin";

  void handle(ApiRequest request, RequestTarget target, Responder responder) throws IOException {
    if (!request.method().equals("POST")) {
      throw ApiFailure.methodNotAllowed();
    }
    ObjectNode review = request.object();
    ObjectNode status = review.putObject("status");
    switch (target.resource()) {
      case "selfsubjectaccessreviews", "subjectaccessreviews", "localsubjectaccessreviews" ->
          status.put("allowed", true);
      case "selfsubjectrulesreviews" -> rules(status);
      case "selfsubjectreviews" -> user(status.putObject("userInfo"));
      case "tokenreviews" -> status.put("authenticated", false);
      default -> throw ApiFailure.noSuchPath();
    }
    responder.json(201, review);
  }

  private static void rules(ObjectNode status) {
    ObjectNode resources = status.putArray("resourceRules").addObject();
    ObjectNode paths = status.putArray("nonResourceRules").addObject();
    for (String field : List.of("verbs", "apiGroups", "resources")) {
      resources.putArray(field).add("*");
    }
    for (String field : List.of("verbs", "nonResourceURLs")) {
      paths.putArray(field).add("*");
    }
    status.put("incomplete", false);
  }

  private static void user(ObjectNode user) {
    user.put("username", USER);
    Json.children(user, "groups").add("system:masters").add("system:authenticated");
  }
}
