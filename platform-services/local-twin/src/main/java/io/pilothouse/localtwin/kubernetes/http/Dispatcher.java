package io.pilothouse.localtwin.kubernetes.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.pilothouse.localtwin.kubernetes.access.ApiUser;
import io.pilothouse.localtwin.kubernetes.access.RoleBasedAccess;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ContainerLogs;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.metrics.PodMetrics;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.Timestamps;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType.Subresource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a request to who answers it, and turns every refusal into a Status body. */
public final class Dispatcher implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** The API server's own default; the twin forgets tokens only when it ends. */
  private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);

  private final ClusterApi api;
  private final ServerVersion version;
  private final Discovery discovery;
  private final OpenApiDocuments openApi;
  private final ResourceRequests resources;
  private final ScaleRequests scales;
  private final PodRequests pods;
  private final MetricsRequests metrics;
  private final Callers callers;
  private final AccessReviews reviews;

  public Dispatcher(
      ClusterApi api, String token, String version, ContainerLogs logs, PodMetrics metrics) {
    this.api = api;
    RoleBasedAccess access = new RoleBasedAccess(api);
    this.callers = new Callers(token, access);
    this.reviews = new AccessReviews(access);
    this.version = new ServerVersion(version);
    this.discovery = new Discovery(api.catalog());
    this.openApi = new OpenApiDocuments(api.catalog(), version);
    this.resources = new ResourceRequests(api);
    this.scales = new ScaleRequests(api);
    this.pods = new PodRequests(api, logs);
    this.metrics = new MetricsRequests(api, metrics);
    if (metrics.installed()) {
      MetricsRequests.register(api.catalog());
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Responder responder = new Responder(exchange);
    try (exchange) {
      try {
        ApiRequest request = ApiRequest.read(exchange);
        answer(callers.admit(request), request, responder);
      } catch (ApiFailure refusal) {
        refuse(responder, refusal);
      } catch (IllegalArgumentException malformed) {
        refuse(responder, ApiFailure.badRequest(String.valueOf(malformed.getMessage())));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException unexpected) {
        LOG.error(
            "Kubernetes API {} {} failed",
            exchange.getRequestMethod(),
            exchange.getRequestURI(),
            unexpected);
        refuse(responder, ApiFailure.internal(unexpected.toString()));
      }
    }
  }

  private static void refuse(Responder responder, ApiFailure refusal) throws IOException {
    if (!responder.answered()) {
      responder.json(refusal.code(), refusal.status());
    }
  }

  private void answer(ApiUser user, ApiRequest request, Responder responder)
      throws IOException, InterruptedException {
    List<String> path = request.segments();
    switch (path.isEmpty() ? "" : path.getFirst()) {
      case "version" -> responder.json(200, version.document());
      case "healthz", "livez", "readyz" -> responder.text(200, "ok");
      case "openapi" -> openApi(path, responder);
      case "" -> responder.json(200, roots());
      default -> apis(user, request, path, responder);
    }
  }

  private static ObjectNode roots() {
    ObjectNode roots = Json.object();
    roots.putArray("paths").add("/api").add("/apis").add("/openapi/v3").add("/version");
    return roots;
  }

  private void openApi(List<String> path, Responder responder) throws IOException {
    if (path.size() < 2 || !path.get(1).equals("v3")) {
      throw ApiFailure.noSuchPath();
    }
    if (path.size() == 2) {
      responder.json(200, openApi.index());
    } else if (path.size() == 4 && path.get(2).equals("api")) {
      responder.json(200, openApi.document("", path.get(3)));
    } else if (path.size() == 5 && path.get(2).equals("apis")) {
      responder.json(200, openApi.document(path.get(3), path.get(4)));
    } else {
      throw ApiFailure.noSuchPath();
    }
  }

  private void apis(ApiUser user, ApiRequest request, List<String> path, Responder responder)
      throws IOException, InterruptedException {
    boolean core = path.getFirst().equals("api");
    if (!core && !path.getFirst().equals("apis")) {
      throw ApiFailure.noSuchPath();
    }
    Optional<RequestTarget> target = RequestTarget.of(path);
    if (target.isPresent()) {
      resource(user, request, target.get(), responder);
    } else if (path.size() == 1) {
      root(request, core, responder);
    } else if (core) {
      responder.json(200, discovery.resources("", path.get(1)));
    } else if (path.size() == 2) {
      responder.json(200, discovery.group(path.get(1)));
    } else {
      ObjectNode listed = discovery.resources(path.get(1), path.get(2));
      boolean custom = path.get(1).equals(MetricsRequests.CUSTOM);
      responder.json(200, custom ? metrics.customResources(path.get(2)) : listed);
    }
  }

  private void root(ApiRequest request, boolean core, Responder responder) throws IOException {
    String aggregatedVersion =
        switch (ResponseForm.accepted(request.accept())) {
          case AGGREGATED_DISCOVERY_V2 -> "v2";
          case AGGREGATED_DISCOVERY_V2BETA1 -> "v2beta1";
          default -> "";
        };
    if (!aggregatedVersion.isEmpty()) {
      responder.bytes(
          200,
          "application/json;g=apidiscovery.k8s.io;v="
              + aggregatedVersion
              + ";as=APIGroupDiscoveryList",
          Json.write(discovery.aggregated(core, aggregatedVersion)));
    } else {
      responder.json(200, core ? discovery.coreVersions() : discovery.groups());
    }
  }

  private void resource(ApiUser user, ApiRequest request, RequestTarget target, Responder responder)
      throws IOException, InterruptedException {
    if (MetricsRequests.GROUPS.contains(target.group())) {
      metrics.handle(request, target, responder);
      return;
    }
    if (AccessReviews.GROUPS.contains(target.group())) {
      reviews.handle(user, request, target, responder);
      return;
    }
    ResourceType type =
        api.catalog()
            .find(target.group(), target.version(), target.resource())
            .orElseThrow(ApiFailure::noSuchPath);
    if (target.name().isEmpty()) {
      resources.collection(request, target, type, responder);
    } else if (target.subresource().isEmpty()) {
      resources.object(request, target, type, responder);
    } else {
      part(request, target, type, responder);
    }
  }

  private void part(
      ApiRequest request, RequestTarget target, ResourceType type, Responder responder)
      throws IOException {
    Subresource part =
        type.subresources().stream()
            .filter(offered -> offered.path().equals(target.subresource()))
            .findFirst()
            .orElseThrow(ApiFailure::noSuchPath);
    switch (part) {
      case STATUS -> resources.part(request, target, type, ObjectPart.STATUS, responder);
      case FINALIZE -> resources.part(request, target, type, ObjectPart.SPEC, responder);
      case SCALE -> scales.handle(request, target, type, responder);
      case LOG, EVICTION, BINDING -> pods.handle(request, target, responder);
      case TOKEN -> {
        ObjectNode tokenRequest = request.object();
        tokenRequest
            .putObject("status")
            .put("token", callers.tokenOf(target.namespace(), target.name()))
            .put(
                "expirationTimestamp",
                Timestamps.seconds(api.clock().instant().plus(TOKEN_LIFETIME)));
        responder.json(201, tokenRequest);
      }
    }
  }
}
