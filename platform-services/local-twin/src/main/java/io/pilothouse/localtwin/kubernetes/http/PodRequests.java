package io.pilothouse.localtwin.kubernetes.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.LogLine;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ContainerLogs;
import io.pilothouse.localtwin.kubernetes.api.Deletion;
import io.pilothouse.localtwin.kubernetes.api.Eviction;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.model.Timestamps;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The parts of a pod that are no fields: its log, its eviction, its binding to a node. */
final class PodRequests {
  private static final Duration FOLLOW_INTERVAL = Duration.ofMillis(250);

  private final ClusterApi api;
  private final ContainerLogs logs;
  private final Eviction eviction;

  PodRequests(ClusterApi api, ContainerLogs logs) {
    this.api = api;
    this.logs = logs;
    this.eviction = new Eviction(api);
  }

  void handle(ApiRequest request, RequestTarget target, Responder responder) throws IOException {
    ObjectKey key = new ObjectKey(target.namespace(), target.name());
    switch (target.subresource()) {
      case "log" -> log(request, key, responder);
      case "eviction" -> {
        ObjectNode body = request.object();
        Deletion deletion = Deletion.of(body.path("deleteOptions"), "", "", request.dryRun());
        eviction.evict(key, deletion);
        responder.json(201, success());
      }
      case "binding" -> {
        bind(key, request.object().path("target").path("name").asText());
        responder.json(201, success());
      }
      default -> throw ApiFailure.noSuchPath();
    }
  }

  private static ObjectNode success() {
    ObjectNode status = Json.object();
    status.put("kind", "Status");
    status.put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Success");
    status.put("code", 201);
    return status;
  }

  private void bind(ObjectKey key, String node) {
    api.modify(
        BuiltInResources.PODS,
        key,
        ObjectPart.SPEC,
        tree -> Json.child(tree, "spec").put("nodeName", node));
  }

  private void log(ApiRequest request, ObjectKey key, Responder responder) throws IOException {
    KubeObject pod = api.get(BuiltInResources.PODS, key);
    String container = container(request, pod);
    boolean previous = request.flag("previous");
    JsonNode state = state(pod, container, previous);
    if (state.has("waiting")) {
      throw ApiFailure.badRequest(
          "container \""
              + container
              + "\" in pod \""
              + key.name()
              + "\" is waiting to start: "
              + state.path("waiting").path("reason").asText("ContainerCreating"));
    }
    if (previous && state.isMissingNode()) {
      throw ApiFailure.badRequest(
          "previous terminated container \""
              + container
              + "\" in pod \""
              + key.name()
              + "\" not found");
    }
    List<LogLine> lines = chosen(request, logs.lines(pod, container, previous));
    OutputStream out = responder.stream("text/plain");
    boolean timestamps = request.flag("timestamps");
    write(out, lines, timestamps);
    if (request.flag("follow") && !previous) {
      follow(key, pod.uid(), container, out, timestamps);
    }
  }

  private static JsonNode state(KubeObject pod, String container, boolean previous) {
    for (JsonNode status : pod.status().path("containerStatuses")) {
      if (status.path("name").asText().equals(container)) {
        if (previous) {
          return status.path("lastState").path("terminated");
        }
        boolean ranBefore = status.path("restartCount").asInt() > 0;
        return ranBefore ? status.path("lastState") : status.path("state");
      }
    }
    return Json.parse("{\"waiting\":{\"reason\":\"PodInitializing\"}}");
  }

  private static String container(ApiRequest request, KubeObject pod) {
    JsonNode containers = pod.at("spec", "containers");
    String asked = request.parameter("container");
    if (asked.isEmpty()) {
      return containers.path(0).path("name").asText();
    }
    for (JsonNode container : containers) {
      if (container.path("name").asText().equals(asked)) {
        return asked;
      }
    }
    throw ApiFailure.badRequest("container " + asked + " is not valid for pod " + pod.name());
  }

  private List<LogLine> chosen(ApiRequest request, List<LogLine> all) {
    int seconds = request.number("sinceSeconds", 0);
    Optional<Instant> since =
        seconds > 0
            ? Optional.of(api.clock().instant().minusSeconds(seconds))
            : Timestamps.read(Json.object().put("t", request.parameter("sinceTime")).path("t"));
    List<LogLine> lines =
        all.stream()
            .filter(line -> since.filter(start -> line.at().isBefore(start)).isEmpty())
            .toList();
    int tail = request.number("tailLines", -1);
    return tail >= 0 && tail < lines.size()
        ? lines.subList(lines.size() - tail, lines.size())
        : lines;
  }

  private static void write(OutputStream out, List<LogLine> lines, boolean timestamps)
      throws IOException {
    for (LogLine line : lines) {
      String text = (timestamps ? line.at() + " " : "") + line.text() + "\n";
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    out.flush();
  }

  /** Goes on with new lines until the pod is gone or the client is. */
  private void follow(
      ObjectKey key, String uid, String container, OutputStream out, boolean timestamps)
      throws IOException {
    Optional<KubeObject> pod = api.find(BuiltInResources.PODS, key);
    Instant last = api.clock().instant();
    while (pod.filter(now -> now.uid().equals(uid)).isPresent()) {
      Instant after = last;
      List<LogLine> fresh =
          logs.lines(pod.get(), container, false).stream()
              .filter(line -> line.at().isAfter(after))
              .toList();
      if (!fresh.isEmpty()) {
        last = fresh.getLast().at();
        write(out, fresh, timestamps);
      }
      LockSupport.parkNanos(FOLLOW_INTERVAL.toNanos());
      pod = api.find(BuiltInResources.PODS, key);
    }
  }
}
