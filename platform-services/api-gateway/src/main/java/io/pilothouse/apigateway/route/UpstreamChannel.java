package io.pilothouse.apigateway.route;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.pilothouse.apigateway.GatewayProperties.Upstream;
import io.pilothouse.serviceruntime.dependency.FailureKind;
import io.pilothouse.serviceruntime.metrics.DependencyErrors;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.http.HttpHeaders;

/**
 * The gateway's connections to one service, with a breaker of their own: a service that fails or
 * stands still takes no connection and no patience from another. Safe for concurrent use; calls
 * block the calling thread.
 */
final class UpstreamChannel implements AutoCloseable {

  /** Idle connections are closed before a server's usual minute, so that few are found dead. */
  private static final TimeValue IDLE = TimeValue.ofSeconds(20);

  /** Not to queue, only to bear a moment's delay of this machine. */
  private static final Timeout FREE_CONNECTION = Timeout.ofMilliseconds(250);

  private static final TimeValue CHECK_AFTER = TimeValue.ofSeconds(2);

  private final Route route;
  private final HttpHost host;
  private final PoolingHttpClientConnectionManager connections;
  private final CloseableHttpClient client;
  private final CircuitBreaker breaker;
  private final ChannelState state;
  private final DependencyErrors errors;

  UpstreamChannel(Route route, Upstream settings, DependencyErrors errors, InstantSource clock) {
    this.errors = errors;
    this.route = route;
    var target = route.target();
    this.host = new HttpHost(target.getScheme(), target.getHost(), target.getPort());
    this.connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(settings.connections())
            .setMaxConnPerRoute(settings.connections())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                    .setSocketTimeout(Timeout.of(route.timeout()))
                    .setIdleTimeout(Timeout.of(IDLE.getDuration(), IDLE.getTimeUnit()))
                    .setValidateAfterInactivity(CHECK_AFTER)
                    .build())
            .build();
    this.client =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(FREE_CONNECTION)
                    .setResponseTimeout(Timeout.of(route.timeout()))
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .disableAutomaticRetries() // A request is sent again by decision, see UpstreamExchange.
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .disableDefaultUserAgent()
            .disableConnectionState()
            .build();
    this.breaker =
        CircuitBreaker.of(
            route.id(),
            CircuitBreakerConfig.custom()
                .failureRateThreshold((float) (100 * settings.failureRate()))
                .slidingWindow(
                    settings.window(),
                    settings.minimumCalls(),
                    CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .waitDurationInOpenState(settings.openFor())
                .permittedNumberOfCallsInHalfOpenState(3)
                .build());
    this.state = new ChannelState(route, breaker, clock);
  }

  Route route() {
    return route;
  }

  ChannelState state() {
    return state;
  }

  /** An empty request of this channel's service. */
  ClassicHttpRequest request(String method, String pathAndQuery, HttpHeaders headers) {
    var request = new BasicClassicHttpRequest(method, host, pathAndQuery);
    headers.forEach((name, values) -> values.forEach(value -> request.addHeader(name, value)));
    return request;
  }

  /**
   * Sends it once and waits until the answer begins. What the breaker learns of it: an exception
   * and a status from 500 are the service's failure.
   *
   * @throws CallNotPermittedException while the breaker is open; nothing was sent
   */
  ClassicHttpResponse send(ClassicHttpRequest request) throws IOException {
    breaker.acquirePermission();
    long began = System.nanoTime();
    try {
      var response = client.executeOpen(host, request, null);
      long took = System.nanoTime() - began;
      state.answered(Duration.ofNanos(took));
      if (response.getCode() >= 500) {
        errors.count(route.id(), FailureKind.OTHER);
        breaker.onError(
            took, TimeUnit.NANOSECONDS, new IOException("status " + response.getCode()));
      } else {
        breaker.onSuccess(took, TimeUnit.NANOSECONDS);
      }
      return response;
    } catch (IOException e) {
      if (UpstreamFailure.of(e).countsAgainstService()) {
        errors.count(route.id(), FailureKind.of(e));
        breaker.onError(System.nanoTime() - began, TimeUnit.NANOSECONDS, e);
      } else {
        breaker.releasePermission();
      }
      throw e;
    } catch (RuntimeException e) {
      breaker.releasePermission();
      throw e;
    }
  }

  @Override
  public void close() {
    client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
  }
}
