package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The vocabulary of resource manager's HTTP: requests, answers, errors. */
final class Arm {
  private Arm() {}

  /**
   * A request.
   *
   * @param segments of the path, decoded
   * @param query by lower-case name
   * @param base the URL that the caller used, without path, for the links in the answer
   * @param ifMatch the etag that the resource must have
   * @param correlation id that everything that comes of the request carries
   */
  record Request(
      String method,
      List<String> segments,
      Map<String, String> query,
      JsonNode body,
      String base,
      boolean mayWrite,
      Optional<String> ifMatch,
      String correlation) {
    /** Who sent it, as the activity log and alerts say it. */
    String caller() {
      return mayWrite ? "operator" : "reader";
    }

    /** The same for reading what it is about. */
    Request reading() {
      return new Request(
          "GET",
          segments,
          query,
          JsonNodeFactory.instance.missingNode(),
          base,
          mayWrite,
          ifMatch,
          correlation);
    }

    /** A request that comes of this one. @param id of what it is about */
    Request to(String verb, String id, String apiVersion, JsonNode content) {
      return new Request(
          verb,
          List.of(id.substring(1).split("/", -1)),
          Map.of("api-version", apiVersion),
          content,
          base,
          mayWrite,
          Optional.empty(),
          correlation);
    }

    boolean is(String verb) {
      return method.equals(verb);
    }

    String apiVersion() {
      return query.getOrDefault("api-version", "");
    }
  }

  /** An answer. @param body missing node for none */
  record Response(int status, JsonNode body, Map<String, String> headers) {
    static Response ok(JsonNode body) {
      return new Response(200, body, Map.of());
    }

    static Response empty(int status) {
      return new Response(status, JsonNodeFactory.instance.missingNode(), Map.of());
    }
  }

  /** An answer in resource manager's error shape. */
  static final class Failure extends RuntimeException {
    @java.io.Serial private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;
    private final transient Map<String, String> headers;
    private final transient ArrayNode details;

    Failure(int status, String code, String message) {
      this(status, code, message, Map.of());
    }

    Failure(int status, String code, String message, Map<String, String> headers) {
      this(status, code, message, headers, array());
    }

    /**
     * @param details errors of the same shape that it consists of
     */
    Failure(
        int status, String code, String message, Map<String, String> headers, ArrayNode details) {
      super(message, null, false, false);
      this.status = status;
      this.code = code;
      this.headers = headers;
      this.details = details;
    }

    int status() {
      return status;
    }

    Response response() {
      ObjectNode error = error(code, String.valueOf(getMessage()));
      if (!details.isEmpty()) {
        error.set("details", details);
      }
      return new Response(status, wrapped(error), headers);
    }

    static Failure noSuchPath(Request request) {
      return new Failure(
          404,
          "NotFound",
          "No resource is found at /%s.".formatted(String.join("/", request.segments())));
    }

    static Failure methodNotAllowed(Request request) {
      return new Failure(
          405,
          "MethodNotAllowed",
          "The requested resource does not support http method '" + request.method() + "'.");
    }

    static Failure forbidden(String action, String scope) {
      return new Failure(
          403,
          "AuthorizationFailed",
          "The client 'reader' with object id 'reader' does not have authorization to perform action '%s' over scope '%s' or the scope is invalid. If access was recently granted, please refresh your credentials."
              .formatted(action, scope));
    }

    static Failure notFound(String type, String name, AzureScope scope) {
      return new Failure(
          404,
          "ResourceNotFound",
          "The Resource '%s/%s' under resource group '%s' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix"
              .formatted(type, name, scope.resourceGroup()));
    }
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  static ArrayNode strings(List<String> values) {
    ArrayNode array = array();
    values.forEach(array::add);
    return array;
  }

  /** A list answer; the twin's lists fit one page, so there is never a nextLink. */
  static ObjectNode page(List<? extends JsonNode> values) {
    ObjectNode page = object();
    ArrayNode array = page.putArray("value");
    values.forEach(array::add);
    return page;
  }

  static ObjectNode error(String code, String message) {
    return object().put("code", code).put("message", message);
  }

  static ObjectNode wrapped(ObjectNode error) {
    ObjectNode body = object();
    body.set("error", error);
    return body;
  }

  /** The region's display name, which some providers answer with; the name itself if not known. */
  static String displayRegion(String location) {
    return AzureOffer.display(location);
  }
}
