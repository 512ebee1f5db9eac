package io.pilothouse.apigateway.route;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.pilothouse.apigateway.GatewayProperties.Upstream;
import io.pilothouse.apigateway.edge.RefusedBodyException;
import io.pilothouse.apigateway.edge.RequestPassage;
import io.pilothouse.serviceruntime.metrics.DependencyErrors;
import io.pilothouse.serviceruntime.spring.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Sends a routed request to its service and brings the answer back, over the route's own channel.
 *
 * <p>A request is sent again only if repeating it does no harm (RFC 9110: GET, HEAD, OPTIONS,
 * TRACE, PUT, DELETE), nothing of its body was taken, and the service has certainly not worked on
 * it: no connection came about, or the one that had been idle was closed without a word.
 */
public final class UpstreamExchange implements ProxyExchange, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamExchange.class);
  private static final Set<String> REPEATABLE =
      Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");
  private static final Set<String> WITHOUT_EFFECT = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final Upstream settings;
  private final Map<String, UpstreamChannel> channels;

  public UpstreamExchange(
      RouteTable routes, Upstream settings, DependencyErrors errors, InstantSource clock) {
    this.settings = settings;
    this.channels =
        routes.routes().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Route::id, route -> new UpstreamChannel(route, settings, errors, clock)));
  }

  /** How each route's service is doing. */
  public List<ChannelState> states() {
    return channels.values().stream().map(UpstreamChannel::state).toList();
  }

  @Override
  public ServerResponse exchange(Request request) {
    var inbound = request.getServerRequest().servletRequest();
    var passage = RequestPassage.of(inbound);
    var channel =
        passage
            .route()
            .map(route -> channels.get(route.id()))
            .orElseThrow(() -> new IllegalStateException("no channel for " + request.getUri()));
    try {
      var answer = send(request, inbound, passage, channel);
      return new RelayedResponse(answer, channel.route(), headers(answer, channel, inbound));
    } catch (CallNotPermittedException e) {
      long seconds = Math.max(1, settings.openFor().toSeconds());
      return new RefusedResponse(
          new Problem(
              HttpStatus.SERVICE_UNAVAILABLE,
              "service-failing",
              "The service has been failing and is left alone for a while."),
          seconds);
    } catch (RefusedBodyException e) {
      passage.endConnection();
      return new RefusedResponse(e.problem(), 0);
    } catch (IOException e) {
      var failure = UpstreamFailure.of(e);
      LOG.warn(
          "route={} request={} decision={} cause=\"{}\"",
          channel.route().id(),
          passage.requestId(),
          failure.problem().kind(),
          e.getClass().getSimpleName());
      return new RefusedResponse(failure.problem(), failure == UpstreamFailure.BUSY ? 1 : 0);
    }
  }

  private ClassicHttpResponse send(
      Request request, HttpServletRequest inbound, RequestPassage passage, UpstreamChannel channel)
      throws IOException {
    var method = request.getMethod().name();
    var body = new ClientBody(inbound.getInputStream());
    var path = pathAndQuery(request);
    for (int attempt = 1; ; attempt++) {
      var outbound = channel.request(method, path, request.getHeaders());
      if (hasBody(inbound)) {
        outbound.setEntity(
            new InputStreamEntity(body, inbound.getContentLengthLong(), (ContentType) null));
      }
      long began = System.nanoTime();
      try {
        var answer = channel.send(outbound);
        passage.answeredAfter(System.nanoTime() - began);
        return answer;
      } catch (IOException e) {
        var failure = UpstreamFailure.of(e);
        if (attempt >= settings.attempts() || body.begun() || !mayRepeat(method, failure)) {
          throw e;
        }
        LOG.info(
            "route={} request={} decision=send-again cause=\"{}\"",
            channel.route().id(),
            passage.requestId(),
            e.getClass().getSimpleName());
        LockSupport.parkNanos(settings.pause().toNanos());
      }
    }
  }

  /** A service that hung up may have begun to work: only what has no effect is sent again then. */
  private static boolean mayRepeat(String method, UpstreamFailure failure) {
    return switch (failure) {
      case NOT_REACHED -> REPEATABLE.contains(method);
      case HUNG_UP -> WITHOUT_EFFECT.contains(method);
      case BUSY, TOO_SLOW, BROKEN, CLIENT -> false;
    };
  }

  private static boolean hasBody(HttpServletRequest inbound) {
    return inbound.getContentLengthLong() > 0 || inbound.getHeader("Transfer-Encoding") != null;
  }

  private static String pathAndQuery(Request request) {
    var uri = Objects.requireNonNull(request.getUri());
    var query = uri.getRawQuery();
    return query == null ? uri.getRawPath() : uri.getRawPath() + "?" + query;
  }

  private static HttpHeaders headers(
      ClassicHttpResponse answer, UpstreamChannel channel, HttpServletRequest inbound) {
    var all = new HttpHeaders();
    for (var header : answer.getHeaders()) {
      all.add(header.getName(), header.getValue());
    }
    var passed = PassedHeaders.toClient(all);
    var location = passed.getFirst(HttpHeaders.LOCATION);
    if (location != null) {
      passed.set(HttpHeaders.LOCATION, channel.route().outside(location, inbound.getRequestURI()));
    }
    return passed;
  }

  @Override
  public void close() {
    channels.values().forEach(UpstreamChannel::close);
  }
}
