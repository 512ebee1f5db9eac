package io.pilothouse.azureconnector;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists resources of any type through a manager's own pipeline. A typed manager for each provider
 * would cost seconds of start-up and megabytes for a few fields of each.
 */
final class ArmReader {
  private static final Logger log = LoggerFactory.getLogger(ArmReader.class);
  private static final int MOST_PAGES = 200;

  /** Leaves a third of the connection's rate to what runs, however much there is to be read. */
  private final RateLimiter pace =
      RateLimiter.of(
          "azure-configuration",
          RateLimiterConfig.custom()
              .limitForPeriod(10)
              .limitRefreshPeriod(Duration.ofSeconds(1))
              .timeoutDuration(Duration.ofSeconds(30))
              .build());

  private final AzureCalls calls;
  private final Lazy<HttpPipeline> pipeline;
  private final String endpoint;

  /**
   * Makes a reader.
   *
   * @param endpoint resource manager's base URL; the token goes nowhere else
   */
  ArmReader(AzureCalls calls, Lazy<HttpPipeline> pipeline, String endpoint) {
    this.calls = calls;
    this.pipeline = pipeline;
    this.endpoint = endpoint.endsWith("/") ? endpoint : endpoint + "/";
  }

  /**
   * All elements of a collection, page by page.
   *
   * @param what as in "Azure could not be asked for <what>"
   * @param path of the collection, without a leading slash
   */
  List<ArmJson> list(Sentence what, String path, String apiVersion) throws ControlException {
    var all = new ArrayList<ArmJson>();
    Optional<String> next = Optional.of(endpoint + path + "?api-version=" + apiVersion);
    for (int pages = 0; next.isPresent() && pages < MOST_PAGES; pages++) {
      String url = next.get();
      if (!pace.acquirePermission()) {
        log.debug("azure reading is behind its pace");
      }
      ArmJson page = calls.read(what, () -> get(url));
      all.addAll(page.objects("value"));
      next = page.text("nextLink").filter(this::ours);
    }
    return all;
  }

  private boolean ours(String url) {
    return URI.create(endpoint).getHost().equalsIgnoreCase(URI.create(url).getHost());
  }

  private ArmJson get(String url) throws IOException {
    HttpRequest request =
        new HttpRequest(HttpMethod.GET, url).setHeader(HttpHeaderName.ACCEPT, "application/json");
    try (HttpResponse response = pipeline.get().sendSync(request, Context.NONE)) {
      String body = response.getBodyAsBinaryData().toString();
      if (response.getStatusCode() >= 400) {
        throw new HttpResponseException(
            "Status code " + response.getStatusCode() + ", " + body, response);
      }
      return ArmJson.parse(body);
    }
  }
}
