package io.pilothouse.localtwin.rehearsal;

import io.pilothouse.sharedmodel.estate.Connection;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What {@code az rest} would send to resource manager. Safe for any thread. */
final class AzureCalls {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String endpoint;
  private final String token;
  private final HttpClient http = HttpClient.newHttpClient();

  AzureCalls(Connection.Azure azure) {
    this.endpoint =
        azure.endpoint().orElseThrow(() -> new DeedFailedException("this is no twin's Azure"));
    try {
      this.token =
          Files.readString(Path.of(azure.tokenFile().orElseThrow(() -> noToken("no file"))))
              .strip();
    } catch (IOException e) {
      throw noToken(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Sends a request about the resource behind a component; what goes on after 202 is watched by the
   * scenario.
   */
  String send(String method, SystemState state, String component, String path, String body) {
    String resource =
        state.component(component).stream()
            .flatMap(c -> c.bound().stream())
            .map(ResourceId::value)
            .filter(id -> id.startsWith("/subscriptions/"))
            .findFirst()
            .orElseThrow(() ->
                new DeedFailedException("no resource of Azure is behind '" + component + "'"));
    URI uri = URI.create(endpoint + resource + path + "?api-version=" + version(resource));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method.toUpperCase(Locale.ROOT), BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new DeedFailedException(
            "Azure refused it (%d): %s".formatted(answer.statusCode(), answer.body()));
      }
      return method + " " + component + path + " accepted";
    } catch (IOException e) {
      throw new DeedFailedException("Azure does not answer: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeedFailedException("interrupted");
    }
  }

  /** Versions of the providers' interfaces, as the SDK of this project asks for them. */
  private static String version(String resource) {
    return resource.contains("/microsoft.dbforpostgresql/")
        ? "2025-01-01-preview"
        : resource.contains("/microsoft.cache/") ? "2024-03-01" : "2024-01-01";
  }

  private static DeedFailedException noToken(String why) {
    return new DeedFailedException("there is no token for Azure: " + why);
  }
}
