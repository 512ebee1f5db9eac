package io.pilothouse.desktopapp.update;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A feed of releases in the shape of GitHub's: {@code releases/latest}, one release, or {@code
 * releases}, a list of them. Drafts and pre-releases do not count. Nothing is sent but the version
 * in the {@code User-Agent}: no cookie, no query, no identity. Only over TLS, but for this machine
 * itself. May be used by several threads.
 */
public final class ReleaseFeed {
  private static final int LARGEST = 1 << 20;
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "[::1]", "localhost");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI address;
  private final Duration patience;

  /**
   * A feed at an address.
   *
   * @param patience for the whole answer
   */
  public ReleaseFeed(URI address, Duration patience) {
    this.address = address;
    this.patience = patience;
  }

  /** Asks once; returns within the patience, whatever the feed does. */
  public FeedAnswer newest(String productVersion) throws InterruptedException {
    if (!trusted(address)) {
      return new FeedAnswer.Unusable("not an https address");
    }
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(patience)
            .header("Accept", "application/json")
            .header("User-Agent", "Pilothouse/" + productVersion)
            .build();
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience)
            .build();
    try {
      CompletableFuture<HttpResponse<byte[]>> answer =
          client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
      HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return response.statusCode() == 200
          ? read(new String(response.body(), StandardCharsets.UTF_8))
          : new FeedAnswer.Unusable("status " + response.statusCode());
    } catch (TimeoutException slow) {
      return new FeedAnswer.Unusable("no answer within " + patience);
    } catch (ExecutionException failed) {
      return new FeedAnswer.Unusable(String.valueOf(failed.getCause()));
    } finally {
      client.shutdownNow();
    }
  }

  private FeedAnswer read(String body) {
    try {
      JsonNode document = JSON.readTree(body);
      List<JsonNode> entries = new ArrayList<>();
      if (document.isArray()) {
        document.forEach(entries::add);
      } else {
        entries.add(document);
      }
      return entries.stream()
          .filter(
              entry -> !entry.path("draft").asBoolean() && !entry.path("prerelease").asBoolean())
          .flatMap(entry -> release(entry).stream())
          .max(Comparator.comparing(Release::version))
          .<FeedAnswer>map(FeedAnswer.Newest::new)
          .orElseGet(() -> new FeedAnswer.Unusable("no release in it"));
    } catch (JsonProcessingException malformed) {
      return new FeedAnswer.Unusable("not JSON: " + malformed.getOriginalMessage());
    }
  }

  /**
   * A page that is no web page would be handed to the operating system to open: it does not count.
   */
  private static Optional<Release> release(JsonNode entry) {
    Optional<ReleaseVersion> version =
        ReleaseVersion.parse(entry.path("tag_name").asText()).filter(v -> v.preRelease().isEmpty());
    try {
      URI page = URI.create(entry.path("html_url").asText());
      return version.filter(v -> trusted(page)).map(v -> new Release(v, page));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  static boolean trusted(URI address) {
    String host = Optional.ofNullable(address.getHost()).orElse("");
    return "https".equals(address.getScheme()) && !host.isEmpty()
        || "http".equals(address.getScheme()) && THIS_MACHINE.contains(host);
  }
}
