package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A deployment as resource manager keeps it: asked for, running, ended. Thread-safe. */
final class TemplateDeployment {
  /** How one resource of it went. @param message empty unless it failed */
  record Operation(
      String id,
      TemplateResource resource,
      String state,
      int status,
      Instant began,
      Instant changed,
      ObjectNode message) {}

  private final String id;
  private final JsonNode request;
  private final String correlation;
  private final Instant began;
  private final List<Operation> operations = new ArrayList<>(); // guarded by this
  private final List<String> made = new ArrayList<>(); // guarded by this
  private String state = "Running"; // guarded by this
  private Instant changed; // guarded by this
  private ObjectNode error = Arm.object(); // guarded by this
  private ObjectNode outputs = Arm.object(); // guarded by this
  private boolean cancelled; // guarded by this

  TemplateDeployment(String id, JsonNode request, String correlation, Instant now) {
    this.id = id;
    this.request = request;
    this.correlation = correlation;
    this.began = now;
    this.changed = now;
  }

  String id() {
    return id;
  }

  String name() {
    return id.substring(id.lastIndexOf('/') + 1);
  }

  Instant began() {
    return began;
  }

  String correlation() {
    return correlation;
  }

  synchronized boolean running() {
    return state.equals("Running");
  }

  synchronized String state() {
    return state;
  }

  synchronized ObjectNode error() {
    return error;
  }

  /** Nothing more is begun. @return whether it was running */
  synchronized boolean cancel() {
    cancelled = true;
    return running();
  }

  synchronized boolean cancelled() {
    return cancelled;
  }

  synchronized void began(TemplateResource resource, Instant now) {
    operations.add(
        new Operation(
            UUID.randomUUID()
                .toString()
                .replace("-", "")
                .substring(0, 16)
                .toUpperCase(java.util.Locale.ROOT),
            resource,
            "Running",
            202,
            now,
            now,
            Arm.object()));
  }

  synchronized void ended(TemplateResource resource, int status, ObjectNode failure, Instant now) {
    if (failure.isEmpty()) {
      made.add(resource.id());
    }
    operations.replaceAll(o ->
        o.resource().equals(resource)
            ? new Operation(
                o.id(),
                resource,
                failure.isEmpty() ? "Succeeded" : "Failed",
                status,
                o.began(),
                now,
                failure)
            : o);
  }

  /** The whole of it ended. @param named what its template puts out */
  synchronized void end(ObjectNode named, Instant now) {
    changed = now;
    outputs = named;
    var details = Arm.array();
    operations.stream()
        .filter(o -> o.state().equals("Failed"))
        .forEach(o -> details.add(o.message().deepCopy().put("target", o.resource().id())));
    if (!details.isEmpty()) {
      state = "Failed";
      error = failure(details);
    } else {
      state = cancelled ? "Canceled" : "Succeeded";
      if (cancelled) {
        error = Arm.error("DeploymentCanceled", "The deployment was canceled.");
      }
    }
  }

  /** It could not even be read at its turn. */
  synchronized void broke(ObjectNode reason, Instant now) {
    changed = now;
    state = "Failed";
    error = failure(Arm.array().add(reason));
  }

  private ObjectNode failure(ArrayNode details) {
    ObjectNode failed =
        Arm.error(
                "DeploymentFailed",
                "At least one resource deployment operation failed. Please list deployment operations for details. Please see https://aka.ms/arm-deployment-operations for usage details.")
            .put("target", id);
    failed.set("details", details);
    return failed;
  }

  synchronized ObjectNode json() {
    ObjectNode json =
        Arm.object()
            .put("id", id)
            .put("name", name())
            .put("type", "Microsoft.Resources/deployments");
    Optional.of(request.path("location"))
        .filter(JsonNode::isTextual)
        .ifPresent(at -> json.set("location", at));
    ObjectNode properties =
        json.putObject("properties")
            .put(
                "templateHash",
                Integer.toUnsignedString(request.path("properties").path("template").hashCode()))
            .put("mode", "Incremental")
            .put("provisioningState", state)
            .put("timestamp", text(changed))
            .put("duration", Duration.between(began, changed).toString())
            .put("correlationId", correlation);
    ObjectNode parameters = properties.putObject("parameters");
    JsonNode declared = request.path("properties").path("template").path("parameters");
    request
        .path("properties")
        .path("parameters")
        .properties()
        .forEach(p -> {
          String type = declared.path(p.getKey()).path("type").asText("String");
          ObjectNode shown = parameters.putObject(p.getKey()).put("type", type);
          if (p.getValue().has("reference")) {
            shown.set("reference", p.getValue().path("reference"));
          } else if (!type.toLowerCase(java.util.Locale.ROOT).startsWith("secure")) {
            shown.set("value", p.getValue().path("value"));
          }
        });
    ArrayNode resources = properties.putArray("outputResources");
    made.forEach(r -> resources.addObject().put("id", r));
    if (!outputs.isEmpty()) {
      properties.set("outputs", outputs);
    }
    if (!error.isEmpty()) {
      properties.set("error", error);
    }
    return json;
  }

  synchronized List<ObjectNode> operationList() {
    return operations.stream().map(this::operation).toList();
  }

  private ObjectNode operation(Operation operation) {
    ObjectNode json =
        Arm.object()
            .put("id", id + "/operations/" + operation.id())
            .put("operationId", operation.id());
    ObjectNode properties =
        json.putObject("properties")
            .put("provisioningOperation", "Create")
            .put("provisioningState", operation.state())
            .put("timestamp", text(operation.changed()))
            .put("duration", Duration.between(operation.began(), operation.changed()).toString())
            .put("trackingId", operation.id())
            .put("statusCode", status(operation.status()));
    if (!operation.message().isEmpty()) {
      properties
          .putObject("statusMessage")
          .put("status", "Failed")
          .set("error", operation.message());
    }
    properties
        .putObject("targetResource")
        .put("id", operation.resource().id())
        .put("resourceType", operation.resource().type())
        .put("resourceName", operation.resource().name());
    return json;
  }

  private static String status(int code) {
    return switch (code) {
      case 200 -> "OK";
      case 201 -> "Created";
      case 202 -> "Accepted";
      case 400 -> "BadRequest";
      case 403 -> "Forbidden";
      case 404 -> "NotFound";
      case 409 -> "Conflict";
      default -> code >= 500 ? "InternalServerError" : String.valueOf(code);
    };
  }

  private static String text(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
