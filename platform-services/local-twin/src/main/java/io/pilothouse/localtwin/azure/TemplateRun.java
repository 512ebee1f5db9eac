package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/**
 * Deploys the resources of a template as resource manager does: each by a PUT to its provider as
 * soon as those that it depends on are there, side by side; one that fails keeps those after it
 * from being begun, and no others. Thread-safe.
 */
final class TemplateRun {
  private static final ObjectNode FINE = Arm.object();

  private final Function<Arm.Request, Arm.Response> providers;
  private final AsyncOperations operations;
  private final ExecutorService threads;
  private final Clock clock;
  private final Nested nested;

  /** Deploys a template inside a template, and waits for it. */
  @FunctionalInterface
  interface Nested {
    /**
     * @return the error that it ended with, empty if it is fine
     */
    ObjectNode deploy(TemplateResource resource, ObjectNode body, Arm.Request request)
        throws InterruptedException;
  }

  TemplateRun(
      Function<Arm.Request, Arm.Response> providers,
      AsyncOperations operations,
      ExecutorService threads,
      Clock clock,
      Nested nested) {
    this.providers = providers;
    this.operations = operations;
    this.threads = threads;
    this.clock = clock;
    this.nested = nested;
  }

  /** Deploys, and returns when everything that was begun has ended. */
  void run(
      TemplateDeployment deployment,
      List<TemplateResource> resources,
      TemplateScope scope,
      JsonNode template,
      Arm.Request request) {
    Map<String, CompletableFuture<Boolean>> done = new HashMap<>();
    resources.forEach(r -> done.put(r.id(), new CompletableFuture<>()));
    for (TemplateResource resource : resources) {
      var before =
          resource.after().stream()
              .map(id -> Optional.ofNullable(done.get(id)).orElseThrow())
              .toList();
      var unused =
          CompletableFuture.allOf(before.toArray(CompletableFuture[]::new))
              .thenRunAsync(
                  () -> {
                    boolean all = before.stream().allMatch(CompletableFuture::join);
                    boolean fine = false;
                    try {
                      fine =
                          all
                              && !deployment.cancelled()
                              && one(deployment, resource, scope, request);
                    } finally {
                      Optional.ofNullable(done.get(resource.id())).orElseThrow().complete(fine);
                    }
                  },
                  threads);
    }
    done.values().forEach(CompletableFuture::join);
    deployment.end(outputs(template, scope), clock.instant());
  }

  private boolean one(
      TemplateDeployment deployment,
      TemplateResource resource,
      TemplateScope scope,
      Arm.Request request) {
    deployment.began(resource, clock.instant());
    int status = 500;
    ObjectNode failure;
    try {
      ObjectNode body = resource.body(scope::evaluated);
      if (resource.nested()) {
        failure = nested.deploy(resource, body, request);
        status = failure.isEmpty() ? 200 : 409;
      } else {
        Arm.Response response = providers.apply(put(resource, body, request));
        status = response.status();
        failure = awaited(response);
        status = failure.isEmpty() ? status : 409;
      }
    } catch (Arm.Failure refused) {
      Arm.Response response = refused.response();
      status = response.status();
      failure = (ObjectNode) response.body().path("error");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = Arm.error("ServerUnavailable", "The service is shutting down.");
    } catch (RuntimeException e) {
      org.slf4j.LoggerFactory.getLogger(TemplateRun.class)
          .warn("resource={} could not be deployed", resource.id(), e);
      failure = Arm.error("InternalServerError", "The server encountered an error.");
    }
    deployment.ended(resource, status, failure, clock.instant());
    return failure.isEmpty();
  }

  /** A PUT that is only accepted is waited for. @return its error, empty if it is fine */
  private ObjectNode awaited(Arm.Response response) throws InterruptedException {
    String operation = response.headers().getOrDefault("Azure-AsyncOperation", "");
    if (operation.isEmpty()) {
      return FINE;
    }
    String path = operation.substring(0, operation.indexOf('?'));
    return operations.await(path.substring(path.lastIndexOf('/') + 1)).error();
  }

  static Arm.Request put(TemplateResource resource, ObjectNode body, Arm.Request request) {
    return request.to("PUT", resource.id(), resource.apiVersion(), body);
  }

  private static ObjectNode outputs(JsonNode template, TemplateScope scope) {
    ObjectNode outputs = Arm.object();
    template
        .path("outputs")
        .properties()
        .forEach(output -> {
          try {
            ObjectNode value =
                Arm.object()
                    .put("type", output.getValue().path("type").asText().toLowerCase(Locale.ROOT));
            value.set("value", scope.evaluated(output.getValue().path("value")));
            outputs.set(output.getKey(), value);
          } catch (Arm.Failure absent) {
            // A resource that failed has nothing to put out.
          }
        });
    return outputs;
  }
}
