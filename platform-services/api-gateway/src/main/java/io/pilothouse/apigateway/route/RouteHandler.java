package io.pilothouse.apigateway.route;

import io.pilothouse.apigateway.edge.RequestPassage;
import io.pilothouse.serviceruntime.spring.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Hands one route's requests to the exchange, their path and query as they stand in the request
 * line. The stock handler takes a request's parameters apart and writes them anew, for which it
 * reads a form's body.
 */
public final class RouteHandler implements HandlerFunction<ServerResponse> {

  private final Route route;
  private final ProxyExchange exchange;

  public RouteHandler(Route route, ProxyExchange exchange) {
    this.route = route;
    this.exchange = exchange;
  }

  @Override
  public ServerResponse handle(ServerRequest request) {
    var inbound = request.servletRequest();
    var passage = RequestPassage.of(inbound);
    passage.takenBy(route);
    URI uri;
    try {
      var query = inbound.getQueryString();
      uri =
          new URI(
              route.target().getScheme()
                  + "://"
                  + route.target().getRawAuthority()
                  + route.upstreamPath(inbound.getRequestURI())
                  + (query == null ? "" : "?" + query));
    } catch (URISyntaxException e) {
      return new RefusedResponse(
          new Problem(
              HttpStatus.BAD_REQUEST, "query-malformed", "The path or query is not well-formed."),
          0);
    }
    var headers =
        PassedHeaders.toService(
            request.headers().asHttpHeaders(), passage, inbound.getRemoteAddr());
    return exchange.exchange(exchange.request(request).uri(uri).headers(headers).build());
  }
}
