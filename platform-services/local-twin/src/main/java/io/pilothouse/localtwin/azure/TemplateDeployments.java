package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@code Microsoft.Resources/deployments} of resource groups and of the subscription: incremental
 * deployments of templates, asked about by name as long as the twin runs; validate, what-if,
 * operations, cancel.
 */
final class TemplateDeployments implements ExtensionProvider {
  private final AzureScope scope;
  private final Function<Arm.Request, Arm.Response> providers;
  private final Supplier<List<ObjectNode>> resources;
  private final Preflight preflight;
  private final VaultSecrets secrets;
  private final Clock clock;
  private final ExecutorService threads;
  private final TemplateRun run;
  private final Map<String, TemplateDeployment> byId = new TreeMap<>(); // guarded by itself
  private final Map<String, Optional<Arm.Response>> results = new ConcurrentHashMap<>();

  /** What is refused before anything is begun. */
  @FunctionalInterface
  interface Preflight {
    /**
     * @throws Arm.Failure if it is
     */
    void check(TemplateResource resource, ObjectNode body, boolean exists);
  }

  /**
   * @param providers answers requests to providers, as the endpoint itself does
   * @param resources all that there are
   */
  TemplateDeployments(
      AzureScope scope,
      Function<Arm.Request, Arm.Response> providers,
      Supplier<List<ObjectNode>> resources,
      Preflight preflight,
      VaultSecrets secrets,
      AsyncOperations operations,
      ExecutorService threads,
      Clock clock) {
    this.scope = scope;
    this.providers = providers;
    this.resources = resources;
    this.preflight = preflight;
    this.secrets = secrets;
    this.threads = threads;
    this.clock = clock;
    this.run = new TemplateRun(providers, operations, threads, clock, this::nested);
  }

  @Override
  public String type() {
    return "Microsoft.Resources/deployments";
  }

  @Override
  public Arm.Response answer(Arm.Request request, String about, List<String> rest) {
    if (!request.is("GET") && !request.is("HEAD") && !request.mayWrite()) {
      throw Arm.Failure.forbidden(type() + "/write", about);
    }
    if (rest.isEmpty()) {
      synchronized (byId) {
        String prefix = key(id(about, ""));
        return Arm.Response.ok(
            Arm.page(
                byId.entrySet().stream()
                    .filter(e -> e.getKey().startsWith(prefix))
                    .map(e -> e.getValue().json())
                    .toList()));
      }
    }
    String id = id(about, rest.getFirst());
    String action = rest.size() > 1 ? rest.get(1).toLowerCase(Locale.ROOT) : "";
    return switch (request.method() + " " + action) {
      case "PUT " -> begin(request, about, id);
      case "GET " -> Arm.Response.ok(found(id).json());
      case "HEAD " -> Arm.Response.empty(known(id).isPresent() ? 204 : 404);
      case "DELETE " -> forget(id);
      case "POST validate" -> validate(request, about, id);
      case "POST whatif" -> whatIf(request, about, id);
      case "POST cancel" -> {
        if (!found(id).cancel()) {
          throw new Arm.Failure(
              409,
              "DeploymentCannotBeCancelled",
              "The deployment '%s' cannot be canceled as it is not running.".formatted(id));
        }
        yield Arm.Response.empty(204);
      }
      case "GET operations" -> Arm.Response.ok(Arm.page(found(id).operationList()));
      case "GET operationstatuses" -> status(found(id));
      default -> throw Arm.Failure.noSuchPath(request);
    };
  }

  /** {@code /subscriptions/{s}/operationresults/{id}}: what a what-if came to. */
  Arm.Response result(Arm.Request request, String id) {
    Optional<Arm.Response> result =
        Optional.ofNullable(results.get(id)).orElseThrow(() -> Arm.Failure.noSuchPath(request));
    return result.orElseGet(() ->
        new Arm.Response(
            202,
            Arm.object(),
            Map.of("Location", operationResult(request, id), "Retry-After", "1")));
  }

  private Arm.Response begin(Arm.Request request, String about, String id) {
    Template template = template(request, about, id);
    preflight(template, request);
    var deployment =
        new TemplateDeployment(id, request.body(), request.correlation(), clock.instant());
    boolean existed;
    synchronized (byId) {
      Optional<TemplateDeployment> before = known(id);
      if (before.filter(TemplateDeployment::running).isPresent()) {
        throw new Arm.Failure(
            409,
            "DeploymentActive",
            "Unable to edit or replace deployment '%s': previous deployment from '%s' is still active. Please see https://aka.ms/arm-deploy for usage details."
                .formatted(deployment.name(), before.orElseThrow().began()));
      }
      existed = before.isPresent();
      byId.put(key(id), deployment);
    }
    threads.execute(() -> execute(deployment, template, request));
    return new Arm.Response(
        existed ? 200 : 201,
        deployment.json(),
        Map.of(
            "Azure-AsyncOperation",
            "%s%s/operationStatuses/%s?api-version=%s"
                .formatted(request.base(), id, deployment.correlation(), request.apiVersion()),
            "Retry-After",
            "1"));
  }

  private void execute(TemplateDeployment deployment, Template template, Arm.Request request) {
    try {
      run.run(deployment, template.resources(), template.scope(), template.source(), request);
    } catch (RuntimeException e) {
      org.slf4j.LoggerFactory.getLogger(TemplateDeployments.class)
          .warn("deployment={} broke", deployment.id(), e);
      deployment.broke(
          Arm.error("InternalServerError", "The server encountered an error."), clock.instant());
    }
  }

  private ObjectNode nested(TemplateResource resource, ObjectNode body, Arm.Request request) {
    String about =
        resource.id().substring(0, resource.id().toLowerCase(Locale.ROOT).indexOf("/providers/"));
    Arm.Request inside = request.to("PUT", resource.id(), resource.apiVersion(), body);
    Template template = template(inside, about, resource.id());
    var deployment =
        new TemplateDeployment(resource.id(), body, request.correlation(), clock.instant());
    synchronized (byId) {
      byId.put(key(resource.id()), deployment);
    }
    execute(deployment, template, inside);
    return deployment.error();
  }

  private Arm.Response status(TemplateDeployment deployment) {
    ObjectNode status = Arm.object().put("status", deployment.state());
    if (!deployment.error().isEmpty()) {
      status.set("error", deployment.error());
    }
    return new Arm.Response(
        200, status, deployment.running() ? Map.of("Retry-After", "1") : Map.of());
  }

  private Arm.Response validate(Arm.Request request, String about, String id) {
    Template template = template(request, about, id);
    preflight(template, request);
    ObjectNode answer =
        Arm.object()
            .put("id", id)
            .put("name", id.substring(id.lastIndexOf('/') + 1))
            .put("type", type());
    ObjectNode properties =
        answer
            .putObject("properties")
            .put("mode", "Incremental")
            .put("provisioningState", "Succeeded");
    var valid = properties.putArray("validatedResources");
    template.resources().forEach(r -> valid.addObject().put("id", r.id()));
    return Arm.Response.ok(answer);
  }

  /** Providers are asked together; what any of them refuses is told at once. */
  private void preflight(Template template, Arm.Request request) {
    var refused = new ArrayList<Arm.Failure>();
    for (TemplateResource resource : template.resources()) {
      try {
        boolean exists = live(resource, request).isPresent();
        preflight.check(resource, resource.body(template.scope()::known), exists);
      } catch (Arm.Failure failure) {
        refused.add(failure);
      }
    }
    if (refused.isEmpty()) {
      return;
    }
    Arm.Failure first = refused.getFirst();
    if (first.status() == 403) {
      throw first;
    }
    var details = Arm.array();
    refused.forEach(f -> details.add(f.response().body().path("error")));
    throw new Arm.Failure(
        400,
        "InvalidTemplateDeployment",
        "The template deployment '%s' is not valid according to the validation procedure. The tracking id is '%s'. See inner errors for details."
            .formatted(template.scope().deployment(), request.correlation()),
        Map.of(),
        details);
  }

  private Arm.Response whatIf(Arm.Request request, String about, String id) {
    Template template = template(request, about, id);
    String result = java.util.UUID.randomUUID().toString();
    results.put(result, Optional.empty());
    threads.execute(() -> results.put(result, Optional.of(compared(template, request))));
    return new Arm.Response(
        202,
        Arm.object(),
        Map.of("Location", operationResult(request, result), "Retry-After", "1"));
  }

  private Arm.Response compared(Template template, Arm.Request request) {
    ObjectNode answer = Arm.object();
    try {
      var changes = new ArrayList<ObjectNode>();
      collect(template, request, changes);
      List<String> named = changes.stream().map(c -> key(c.path("resourceId").asText())).toList();
      resources.get().stream()
          .filter(r -> !named.contains(key(r.path("id").asText())))
          .forEach(r -> changes.add(WhatIf.ignored(r)));
      answer.put("status", "Succeeded");
      var list =
          answer
              .putObject("properties")
              .put("correlationId", request.correlation())
              .putArray("changes");
      changes.forEach(list::add);
    } catch (Arm.Failure failure) {
      answer.put("status", "Failed").set("error", failure.response().body().path("error"));
    }
    return Arm.Response.ok(answer);
  }

  private void collect(Template template, Arm.Request request, List<ObjectNode> changes) {
    for (TemplateResource resource : template.resources()) {
      ObjectNode body = resource.body(template.scope()::known);
      if (resource.nested()) {
        String about =
            resource
                .id()
                .substring(0, resource.id().toLowerCase(Locale.ROOT).indexOf("/providers/"));
        collect(
            template(
                request.to("PUT", resource.id(), resource.apiVersion(), body),
                about,
                resource.id()),
            request,
            changes);
      } else {
        changes.add(
            live(resource, request)
                .map(there -> WhatIf.compared(resource, body, there))
                .orElseGet(() -> WhatIf.created(resource, body)));
      }
    }
  }

  private Optional<JsonNode> live(TemplateResource resource, Arm.Request request) {
    return read(resource.id(), resource.apiVersion(), request);
  }

  private Optional<JsonNode> read(String id, String apiVersion, Arm.Request request) {
    try {
      Arm.Response response =
          providers.apply(request.to("GET", id, apiVersion, Arm.object().path("none")));
      return response.status() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (Arm.Failure absent) {
      if (absent.status() == 404) {
        return Optional.empty();
      }
      throw absent;
    }
  }

  /** A template that can be deployed. */
  private record Template(JsonNode source, TemplateScope scope, List<TemplateResource> resources) {}

  private Template template(Arm.Request request, String about, String id) {
    JsonNode properties = request.body().path("properties");
    JsonNode template = properties.path("template");
    if (!template.isObject() || !template.path("$schema").isTextual()) {
      throw new Arm.Failure(
          400,
          "InvalidRequestContent",
          "The request content was invalid: properties.template with its $schema is expected.");
    }
    if (!properties.path("mode").asText("").equalsIgnoreCase("Incremental")) {
      throw new Arm.Failure(
          400, "InvalidDeploymentMode", "This twin deploys in the mode Incremental only.");
    }
    Optional<String> group = group(about);
    if (group.isEmpty()
        && !request.body().path("location").isTextual()
        && !about.contains("/resourceGroups")
        && request.segments().stream().noneMatch(s -> s.equalsIgnoreCase("resourceGroups"))) {
      throw new Arm.Failure(
          400,
          "LocationRequired",
          "The 'location' property is required for this deployment at subscription scope.");
    }
    ObjectNode parameters = Arm.object();
    template
        .path("parameters")
        .properties()
        .forEach(p -> {
          JsonNode argument = properties.path("parameters").path(p.getKey());
          JsonNode given =
              argument.has("reference")
                  ? secrets.value(p.getKey(), argument.path("reference"))
                  : argument.path("value");
          JsonNode value = given.isMissingNode() ? p.getValue().path("defaultValue") : given;
          if (value.isMissingNode()) {
            throw new Arm.Failure(
                400,
                "InvalidTemplate",
                "Deployment template validation failed: 'The value for the template parameter '%s' is not provided.'."
                    .formatted(p.getKey()));
          }
          parameters.set(p.getKey(), value);
        });
    var templateScope =
        new TemplateScope(
            scope,
            group,
            id.substring(id.lastIndexOf('/') + 1),
            parameters,
            template.path("variables"),
            of -> read(of, request.apiVersion(), request));
    return new Template(template, templateScope, TemplateResource.of(template, templateScope));
  }

  private static Optional<String> group(String about) {
    String[] path = about.split("/", -1);
    return path.length > 4 && path[3].equalsIgnoreCase("resourceGroups")
        ? Optional.of(path[4])
        : Optional.empty();
  }

  private Arm.Response forget(String id) {
    synchronized (byId) {
      if (known(id).filter(TemplateDeployment::running).isPresent()) {
        throw new Arm.Failure(
            409,
            "DeploymentBeingDeleted",
            "The deployment '%s' is running and cannot be deleted.".formatted(id));
      }
      return Arm.Response.empty(byId.remove(key(id)) == null ? 204 : 202);
    }
  }

  private TemplateDeployment found(String id) {
    return known(id)
        .orElseThrow(() ->
            new Arm.Failure(
                404,
                "DeploymentNotFound",
                "Deployment '%s' could not be found."
                    .formatted(id.substring(id.lastIndexOf('/') + 1))));
  }

  private Optional<TemplateDeployment> known(String id) {
    synchronized (byId) {
      return Optional.ofNullable(byId.get(key(id)));
    }
  }

  private String operationResult(Arm.Request request, String id) {
    return "%s/subscriptions/%s/operationresults/%s?api-version=%s"
        .formatted(request.base(), scope.subscription(), id, request.apiVersion());
  }

  private static String id(String about, String name) {
    return about + "/providers/Microsoft.Resources/deployments/" + name;
  }

  private static String key(String id) {
    return id.toLowerCase(Locale.ROOT);
  }
}
