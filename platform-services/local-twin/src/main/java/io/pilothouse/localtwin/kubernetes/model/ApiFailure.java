package io.pilothouse.localtwin.kubernetes.model;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A refusal of the API server, in the words and codes of Kubernetes' Status object. */
public final class ApiFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;
  private final String reason;
  private final transient ObjectNode details;

  private ApiFailure(int code, String reason, String message, ObjectNode details) {
    super(message, null, false, false);
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  private static ApiFailure of(int code, String reason, String message) {
    return new ApiFailure(code, reason, message, Json.object());
  }

  private static ApiFailure about(
      int code, String reason, String message, String group, String kind, String name) {
    ObjectNode details = Json.object();
    details.put("name", name);
    if (!group.isEmpty()) {
      details.put("group", group);
    }
    details.put("kind", kind);
    return new ApiFailure(code, reason, message, details);
  }

  private static String qualified(String group, String plural) {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  public static ApiFailure notFound(String group, String plural, String name) {
    return about(
        404,
        "NotFound",
        qualified(group, plural) + " \"" + name + "\" not found",
        group,
        plural,
        name);
  }

  /** The path itself names nothing. */
  public static ApiFailure noSuchPath() {
    return of(404, "NotFound", "the server could not find the requested resource");
  }

  public static ApiFailure alreadyExists(String group, String plural, String name) {
    return about(
        409,
        "AlreadyExists",
        qualified(group, plural) + " \"" + name + "\" already exists",
        group,
        plural,
        name);
  }

  public static ApiFailure conflict(String group, String plural, String name, String why) {
    return about(
        409,
        "Conflict",
        "Operation cannot be fulfilled on "
            + qualified(group, plural)
            + " \""
            + name
            + "\": "
            + why,
        group,
        plural,
        name);
  }

  /** The object changed since the caller read it. */
  public static ApiFailure modified(String group, String plural, String name) {
    return conflict(
        group,
        plural,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  /** Server-side apply met fields of another manager. */
  public static ApiFailure applyConflict(String message) {
    return of(409, "Conflict", message);
  }

  public static ApiFailure badRequest(String message) {
    return of(400, "BadRequest", message);
  }

  public static ApiFailure unauthorized() {
    return of(401, "Unauthorized", "Unauthorized");
  }

  public static ApiFailure forbidden(String group, String plural, String name, String why) {
    return about(
        403,
        "Forbidden",
        qualified(group, plural)
            + (name.isEmpty() ? "" : " \"" + name + "\"")
            + " is forbidden: "
            + why,
        group,
        plural,
        name);
  }

  /** A path that is no resource's may not be used. */
  public static ApiFailure forbiddenPath(String why) {
    return of(403, "Forbidden", "forbidden: " + why);
  }

  public static ApiFailure methodNotAllowed() {
    return of(
        405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
  }

  public static ApiFailure notAcceptable(String accepted) {
    return of(406, "NotAcceptable", "only the following media types are accepted: " + accepted);
  }

  public static ApiFailure unsupportedMediaType(String given) {
    return of(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include:"
            + " application/json, application/yaml, not "
            + given);
  }

  /** The revision asked for is no longer in the store's memory. */
  public static ApiFailure expired(String message) {
    return of(410, "Expired", message);
  }

  public static ApiFailure tooManyRequests(String message) {
    return of(429, "TooManyRequests", message);
  }

  public static ApiFailure unavailable(String message) {
    return of(503, "ServiceUnavailable", message);
  }

  public static ApiFailure internal(String message) {
    return of(500, "InternalError", "Internal error occurred: " + message);
  }

  /** One field is wrong; the sentence is the one that Kubernetes prints behind the field's path. */
  public static ApiFailure invalid(
      String group, String kind, String name, String field, String sentence) {
    ApiFailure failure =
        about(
            422,
            "Invalid",
            qualified(group, kind) + " \"" + name + "\" is invalid: " + field + ": " + sentence,
            group,
            kind,
            name);
    ObjectNode cause = failure.details.putArray("causes").addObject();
    cause.put("reason", causeReason(sentence));
    cause.put("message", sentence);
    cause.put("field", field);
    return failure;
  }

  private static String causeReason(String sentence) {
    if (sentence.startsWith("Required")) {
      return "FieldValueRequired";
    }
    return sentence.startsWith("Forbidden") ? "FieldValueForbidden" : "FieldValueInvalid";
  }

  /** Adds a cause of {@code DisruptionBudget}, as a refused eviction carries it. */
  public ApiFailure disruptionBudget(String message) {
    ObjectNode cause = details.putArray("causes").addObject();
    cause.put("reason", "DisruptionBudget");
    cause.put("message", message);
    return this;
  }

  public int code() {
    return code;
  }

  public String reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** The Status object that goes over the wire. */
  public ObjectNode status() {
    ObjectNode status = Json.object();
    status.put("kind", "Status");
    status.put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Failure");
    status.put("message", getMessage());
    status.put("reason", reason);
    if (!details.isEmpty()) {
      status.set("details", details.deepCopy());
    }
    status.put("code", code);
    return status;
  }
}
