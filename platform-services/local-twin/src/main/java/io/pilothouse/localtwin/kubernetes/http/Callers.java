package io.pilothouse.localtwin.kubernetes.http;

import io.pilothouse.localtwin.kubernetes.access.AccessQuestion;
import io.pilothouse.localtwin.kubernetes.access.ApiUser;
import io.pilothouse.localtwin.kubernetes.access.RoleBasedAccess;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who a request comes from, and whether they may. The cluster's own token is its administrator's;
 * service accounts get tokens of their own; who may, acts in another's name.
 */
final class Callers {
  private static final String BEARER = "Bearer ";
  private static final int TOKEN_BYTES = 24;
  private static final List<String> OPEN = List.of("healthz", "livez", "readyz", "version");

  private final RoleBasedAccess access;
  private final Map<String, ApiUser> tokens = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();

  Callers(String administratorToken, RoleBasedAccess access) {
    this.access = access;
    tokens.put(administratorToken, ApiUser.CLUSTER_ADMIN);
  }

  /** A new token of a service account. */
  String tokenOf(String namespace, String serviceAccount) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = HexFormat.of().formatHex(bytes);
    tokens.put(token, ApiUser.serviceAccount(namespace, serviceAccount));
    return token;
  }

  /**
   * The user of a request that may do what it asks.
   *
   * @throws ApiFailure unauthorized, or forbidden
   */
  ApiUser admit(ApiRequest request) {
    boolean open = request.segments().size() == 1 && OPEN.contains(request.segments().getFirst());
    if (open) {
      return ApiUser.CLUSTER_ADMIN;
    }
    String token =
        request.authorization().startsWith(BEARER)
            ? request.authorization().substring(BEARER.length())
            : "";
    ApiUser user = Optional.ofNullable(tokens.get(token)).orElseThrow(ApiFailure::unauthorized);
    if (!request.impersonatedUser().isEmpty()) {
      check(
          user,
          new AccessQuestion.OfResource(
              "impersonate", "", "users", "", "", request.impersonatedUser()));
      user = ApiUser.named(request.impersonatedUser(), request.impersonatedGroups());
    }
    if (!user.master()) {
      check(user, question(request));
    }
    return user;
  }

  private void check(ApiUser user, AccessQuestion question) {
    if (access.allowedBy(user, question).isPresent()) {
      return;
    }
    String who = "User \"" + user.name() + "\" cannot " + question.verb() + " ";
    throw switch (question) {
      case AccessQuestion.OfPath path ->
          ApiFailure.forbiddenPath(who + "path \"" + path.path() + "\"");
      case AccessQuestion.OfResource resource ->
          ApiFailure.forbidden(
              resource.group(),
              resource.resource(),
              resource.name(),
              who
                  + "resource \""
                  + resource.path()
                  + "\" in API group \""
                  + resource.group()
                  + "\" "
                  + (resource.namespace().isEmpty()
                      ? "at the cluster scope"
                      : "in the namespace \"" + resource.namespace() + "\""));
    };
  }

  private static AccessQuestion question(ApiRequest request) {
    return RequestTarget.of(request.segments())
        .<AccessQuestion>map(target ->
            new AccessQuestion.OfResource(
                verb(request, target),
                target.group(),
                target.resource(),
                target.subresource(),
                namespace(target),
                target.name()))
        .orElseGet(() ->
            new AccessQuestion.OfPath(
                request.method().equals("GET")
                    ? "get"
                    : request.method().toLowerCase(java.util.Locale.ROOT),
                "/" + String.join("/", request.segments())));
  }

  /** A namespace itself is asked about as in itself. */
  private static String namespace(RequestTarget target) {
    boolean ofNamespace = target.group().isEmpty() && target.resource().equals("namespaces");
    return ofNamespace ? target.name() : target.namespace();
  }

  private static String verb(ApiRequest request, RequestTarget target) {
    boolean collection = target.name().isEmpty();
    return switch (request.method()) {
      case "GET", "HEAD" -> !collection ? "get" : request.flag("watch") ? "watch" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> collection ? "deletecollection" : "delete";
      default -> request.method().toLowerCase(java.util.Locale.ROOT);
    };
  }
}
