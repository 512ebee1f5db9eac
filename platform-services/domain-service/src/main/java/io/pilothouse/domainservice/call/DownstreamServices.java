package io.pilothouse.domainservice.call;

import io.pilothouse.domainservice.intent.DomainIntent;
import io.pilothouse.serviceruntime.external.CallPolicy;
import io.pilothouse.serviceruntime.external.ExternalCallException;
import io.pilothouse.serviceruntime.external.ExternalClient;
import io.pilothouse.serviceruntime.metrics.DependencyErrors;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The services that the document has this one call, each behind a breaker of its own. The caller's
 * token goes along: whoever may not read there does not read there through us. Safe for concurrent
 * use.
 */
public final class DownstreamServices {
  private static final TypeReference<Map<String, Object>> ANSWER = new TypeReference<>() {};
  private static final int MOST = 20;

  private final Map<String, ExternalClient> clients = new HashMap<>();
  private final JsonMapper json;

  public DownstreamServices(
      DomainIntent intent, HttpClient http, DependencyErrors errors, JsonMapper json, Clock clock) {
    this.json = json;
    intent
        .downstream()
        .forEach((id, service) ->
            clients.put(
                id,
                new ExternalClient(
                    id,
                    () -> collection(service),
                    CallPolicy.usual(),
                    request -> http.sendAsync(withToken(request), BodyHandlers.ofByteArray()),
                    errors,
                    clock)));
  }

  /** The ids of the services that are called. */
  public List<String> services() {
    return clients.keySet().stream().sorted().toList();
  }

  /**
   * What an owner has there, as that service says it; empty if no such service is called.
   *
   * @throws ExternalCallException if it did not answer
   */
  public Optional<Map<String, Object>> ownedBy(String owner, String service) {
    String query =
        "?limit=%d&owner=%s".formatted(MOST, URLEncoder.encode(owner, StandardCharsets.UTF_8));
    return Optional.ofNullable(clients.get(service)).map(client -> client.get(query, this::read));
  }

  private static URI collection(DomainIntent.Downstream service) {
    return URI.create(
        service.url().toString().replaceAll("/+$", "") + "/api/v1/" + service.collection());
  }

  /** Runs on the request's own thread. */
  private static HttpRequest withToken(HttpRequest request) {
    return SecurityContextHolder.getContext().getAuthentication()
            instanceof JwtAuthenticationToken caller
        ? HttpRequest.newBuilder(request, (name, value) -> true)
            .header("Authorization", "Bearer " + caller.getToken().getTokenValue())
            .build()
        : request;
  }

  private Map<String, Object> read(String body) {
    try {
      return json.readValue(body, ANSWER);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
