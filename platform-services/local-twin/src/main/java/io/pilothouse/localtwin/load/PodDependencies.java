package io.pilothouse.localtwin.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilothouse.serviceruntime.data.DatabaseUnavailableException;
import io.pilothouse.serviceruntime.data.SqlWork;
import io.pilothouse.serviceruntime.dependency.FailureKind;
import io.pilothouse.serviceruntime.external.ExternalCallException;
import io.pilothouse.serviceruntime.external.ExternalClient;
import io.pilothouse.serviceruntime.external.ExternalSnapshot;
import io.pilothouse.serviceruntime.metrics.DependencyErrors;
import java.io.IOException;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one pod depends on: reached over the cluster's network, with every failure counted.
 *
 * <p>Each pod has its own breaker towards each external system. While that is open, the last good
 * answer stands in.
 */
final class PodDependencies {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ServiceDependencies service;
  private final NetworkPath path;
  private final DependencyErrors errors;
  private final List<ExternalClient> externals;
  private final Map<ExternalClient, String> lastAnswers = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();

  PodDependencies(ServiceDependencies service, NetworkPath path, Clock clock) {
    this.service = service;
    this.path = path;
    this.errors = new DependencyErrors(clock);
    this.externals =
        service.externals().stream()
            .map(target ->
                new ExternalClient(
                    target.component(),
                    target.address(),
                    target.policy(),
                    request -> send(target.component(), request),
                    errors,
                    clock))
            .toList();
  }

  DependencyErrors errors() {
    return errors;
  }

  /**
   * @throws DatabaseUnavailableException if no server answered
   */
  <T> T read(SqlWork<T> work) {
    enterDatabase();
    return service.database().routed().read(work, this::failed);
  }

  /**
   * @throws DatabaseUnavailableException if it is not known to be done
   */
  <T> T write(SqlWork<T> work) {
    enterDatabase();
    return service.database().routed().write(work, this::failed);
  }

  /**
   * Asks the next external system about a value.
   *
   * @throws ExternalCallException if it did not answer, and no earlier answer may stand in
   */
  void callExternal(int value) {
    if (externals.isEmpty()) {
      return;
    }
    var client = externals.get(Math.floorMod(turn.getAndIncrement(), externals.size()));
    try {
      lastAnswers.put(client, client.get("values/" + value, PodDependencies::answer));
    } catch (ExternalCallException e) {
      if (e.kind().isPresent() || !lastAnswers.containsKey(client)) {
        throw e;
      }
    }
  }

  List<ExternalSnapshot> externals() {
    return externals.stream().map(ExternalClient::snapshot).toList();
  }

  /** What the body says that was asked for. */
  private static String answer(String body) {
    try {
      var asked = JSON.readTree(body).path("asked");
      if (!asked.isTextual()) {
        throw new IllegalArgumentException("no \"asked\" in the answer");
      }
      return asked.asText();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private CompletableFuture<HttpResponse<byte[]>> send(String system, HttpRequest request) {
    return switch (path.to(system)) {
      case OPEN -> service.http().sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
      // Nothing ever comes back; the caller's time limit ends it.
      case BLOCKED -> new CompletableFuture<>();
      case UNRESOLVED -> CompletableFuture.failedFuture(new UnknownHostException(system));
    };
  }

  private void enterDatabase() {
    var database = service.database();
    try {
      path.enter(database.component(), database.patience());
    } catch (IOException unreached) {
      errors.count(database.component(), FailureKind.of(unreached));
      throw new DatabaseUnavailableException("database " + unreached.getMessage(), unreached);
    }
  }

  private void failed(String server, SQLException failure) {
    errors.count(
        service.database().components().getOrDefault(server, service.database().component()),
        FailureKind.of(failure));
  }
}
