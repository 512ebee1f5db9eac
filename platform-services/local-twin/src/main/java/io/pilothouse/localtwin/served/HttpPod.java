package io.pilothouse.localtwin.served;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilothouse.localtwin.load.PodProcess;
import io.pilothouse.localtwin.load.ServiceUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A domain service's process as a pod of the twin: visitors read and change resources of it, which
 * it is given at the beginning if it has too few, and its figures are scraped. Safe for any thread.
 */
final class HttpPod implements PodProcess {
  private static final Logger LOG = LoggerFactory.getLogger(HttpPod.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int RESOURCES = 100;

  private final ServedInstance instance;
  private final URI collection;
  private final List<String> externals;
  private final BooleanSupplier open;
  private final Supplier<Optional<String>> token;
  private final HttpClient http;

  /** Guarded by this. */
  private List<String> ids = List.of();

  private volatile Map<String, Double> figures = Map.of();

  /**
   * Describes one; nothing is called yet.
   *
   * @param collection where its resources are
   * @param externals ids of the external systems that it calls
   * @param open whether visitors get in now
   * @param token what visitors bear; empty while there is no auth-service
   */
  HttpPod(
      ServedInstance instance,
      URI collection,
      List<String> externals,
      BooleanSupplier open,
      Supplier<Optional<String>> token,
      HttpClient http) {
    this.instance = instance;
    this.collection = collection;
    this.externals = List.copyOf(externals);
    this.open = open;
    this.token = token;
    this.http = http;
  }

  @Override
  public void handle(Call call) {
    List<String> known = resources();
    String id = known.get(call.value() % known.size());
    String path = "/" + id;
    if (call.write()) {
      expect(200, send(request(path).PUT(body(call.value())).header("If-Match", "*")));
    } else if (call.external() && !externals.isEmpty()) {
      String external = externals.get(call.value() % externals.size());
      expect(200, send(request(path + "/externals/" + external).GET()));
    } else {
      expect(200, send(request(path).GET()));
    }
  }

  @Override
  public boolean takesVisitors() {
    return open.getAsBoolean();
  }

  @Override
  public Map<String, Double> figures() {
    return figures;
  }

  /** Reads its figures; those of before stay when it does not answer. */
  void scrape() {
    var request =
        HttpRequest.newBuilder(URI.create(instance.management() + "/actuator/prometheus"))
            .timeout(PATIENCE)
            .GET()
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        figures = PrometheusText.read(answer.body());
      } else {
        LOG.warn("service={} figures refused status={}", instance.service(), answer.statusCode());
      }
    } catch (IOException e) {
      LOG.debug("service={} figures unread cause=\"{}\"", instance.service(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Those that it has, or is given now. */
  private synchronized List<String> resources() {
    if (ids.isEmpty()) {
      var found = new ArrayList<String>();
      for (JsonNode item :
          read(expect(200, send(request("?limit=" + RESOURCES).GET()))).path("items")) {
        found.add(item.path("id").asText());
      }
      while (found.size() < RESOURCES) {
        var made = expect(201, send(request("").POST(body(found.size()))));
        found.add(read(made).path("id").asText());
      }
      ids = List.copyOf(found);
    }
    return ids;
  }

  private HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(URI.create(collection + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json");
    token.get().ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
    return request;
  }

  private static HttpRequest.BodyPublisher body(int value) {
    return BodyPublishers.ofString(
        "{\"document\":{\"value\":%d,\"note\":\"of the twin's visitors\"}}".formatted(value));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new ServiceUnavailableException(instance.service() + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceUnavailableException(instance.service() + ": interrupted");
    }
  }

  private HttpResponse<String> expect(int status, HttpResponse<String> answer) {
    if (answer.statusCode() != status) {
      throw new ServiceUnavailableException(
          "%s answered %d to %s %s"
              .formatted(
                  instance.service(),
                  answer.statusCode(),
                  answer.request().method(),
                  answer.uri().getPath()));
    }
    return answer;
  }

  private static JsonNode read(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new ServiceUnavailableException("no JSON: " + e.getMessage());
    }
  }
}
