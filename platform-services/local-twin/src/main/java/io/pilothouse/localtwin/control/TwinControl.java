package io.pilothouse.localtwin.control;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilothouse.localtwin.ControlAddress;
import io.pilothouse.localtwin.TwinException;
import io.pilothouse.localtwin.served.ServedInstance;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One who asks a running twin, in this process or another, for faults. While it is open, the twin
 * hears of it every few seconds; {@link #close} mends what it began, and so does the death of this
 * process, a lease later. Safe for any thread.
 */
public final class TwinControl implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TwinControl.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Mending may have to copy a data folder. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration RENEW_EVERY = Duration.ofSeconds(3);

  private final ControlAddress address;
  private final String holder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ScheduledExecutorService renewals =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("twin-lease").factory());

  /**
   * Connects.
   *
   * @param holder names the one who asks, among all that do so at the same time
   */
  public TwinControl(ControlAddress address, String holder) {
    this.address = address;
    this.holder = holder;
    var _ =
        renewals.scheduleWithFixedDelay(
            this::renew, 0, RENEW_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Begins a fault.
   *
   * @return its id
   * @throws TwinException if the twin refuses it or cannot be reached
   */
  public String inject(String fault, Map<String, String> arguments) {
    try {
      String body =
          JSON.writeValueAsString(Map.of("fault", fault, "arguments", arguments, "holder", holder));
      return JSON.readTree(send("POST", "/faults", body)).path("id").asText();
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** Mends a fault. @throws TwinException if there is none of that id, or no twin any more */
  public void mend(String id) {
    send("DELETE", "/faults/" + id, "");
  }

  /**
   * What a process of a service connects with on the twin, as properties. They hold passwords.
   *
   * @throws TwinException if the twin has no such service
   */
  public Map<String, String> wiring(String service) {
    try {
      return JSON.readValue(send("GET", "/services/" + service, ""), new TypeReference<>() {});
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /**
   * Says that a process runs as an instance of a service, for as long as this is open.
   *
   * @param url where it takes requests
   * @param management where it tells its health and figures
   * @throws TwinException if another process does so already
   */
  public void attach(
      String service, String url, String management, Optional<ServedInstance.Visitor> visitor) {
    var body = new HashMap<String, Object>();
    body.put("service", service);
    body.put("holder", holder);
    body.put("url", url);
    body.put("management", management);
    visitor.ifPresent(v -> body.put("visitor", v));
    try {
      send("POST", "/instances", JSON.writeValueAsString(body));
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** The processes that run as instances of services: their addresses by the service. */
  public Map<String, String> instances() {
    try {
      var urls = new HashMap<String, String>();
      for (var instance : JSON.readTree(send("GET", "/instances", ""))) {
        urls.put(instance.path("service").asText(), instance.path("url").asText());
      }
      return urls;
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** Mends what this one began. */
  public void mendAll() {
    send("DELETE", "/holders/" + holder, "");
  }

  @Override
  public void close() {
    renewals.shutdownNow();
    try {
      mendAll();
    } catch (TwinException gone) {
      LOG.info("the twin is gone, and its faults with it: {}", gone.getMessage());
    }
    http.close();
  }

  private void renew() {
    try {
      send("PUT", "/holders/" + holder, "");
    } catch (TwinException e) {
      LOG.warn("the lease was not renewed: {}", e.getMessage());
    }
  }

  private String send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address.url() + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + address.token())
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        String said =
            answer.body().isEmpty() ? "" : JSON.readTree(answer.body()).path("error").asText();
        throw new TwinException(
            "The twin refused it (%d): %s".formatted(answer.statusCode(), said));
      }
      return answer.body();
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TwinException("Interrupted while the twin was asked", e);
    }
  }

  private static TwinException unreachable(IOException e) {
    return new TwinException("The twin's control does not answer: " + e.getMessage(), e);
  }
}
