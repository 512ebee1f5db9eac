package io.pilothouse.kubernetesconnector;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the API server whether it is there, by its version: the one thing that every signed-in user
 * may read. Blocks for at most its time limit.
 */
final class ServerProbe {
  private static final Duration LIMIT = Duration.ofSeconds(4);

  private final KubernetesClient client;
  private final URI version;

  ServerProbe(KubernetesClient client) {
    this.client = client;
    String server = client.getMasterUrl().toString();
    this.version = URI.create(server.endsWith("/") ? server + "version" : server + "/version");
  }

  /** Empty when it answers, whatever it allows; else what is wrong. */
  Optional<Failure> ask() throws InterruptedException {
    String server = client.getMasterUrl().toString();
    try {
      HttpRequest request =
          client
              .getHttpClient()
              .newHttpRequestBuilder()
              .uri(version)
              .timeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
              .build();
      HttpResponse<String> response =
          client
              .getHttpClient()
              .sendAsync(request, String.class)
              .get(LIMIT.toMillis() + 1_000, TimeUnit.MILLISECONDS);
      return response.code() == 401 || response.code() >= 500
          ? Optional.of(
              Failure.of(
                  new KubernetesClientException(response.message(), response.code(), null), server))
          : Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(Failure.of(e, server));
    } catch (TimeoutException e) {
      return Optional.of(Failure.of(e, server));
    } catch (RuntimeException e) {
      // The client refuses before it sends, such as when a sign-in helper cannot be run.
      return Optional.of(Failure.of(e, server));
    }
  }
}
