package io.pilothouse.apigateway;

import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;

import io.pilothouse.apigateway.route.Route;
import io.pilothouse.apigateway.route.RouteHandler;
import io.pilothouse.apigateway.route.RouteTable;
import io.pilothouse.apigateway.route.UpstreamExchange;
import io.pilothouse.serviceruntime.metrics.DependencyErrors;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** From properties to Spring Cloud Gateway's routes. */
@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(RoutingConfiguration.class);

  @Bean
  RouteTable routeTable(GatewayProperties properties) {
    return new RouteTable(
        properties.routes().stream().map(GatewayProperties.RouteProperties::route).toList());
  }

  /** Replaces the stock exchange, which has one client for all routes. */
  @Bean
  UpstreamExchange upstreamExchange(
      RouteTable routes, GatewayProperties properties, DependencyErrors errors, Clock clock) {
    return new UpstreamExchange(routes, properties.upstream(), errors, clock);
  }

  @Bean
  RouterFunction<ServerResponse> routes(RouteTable table, UpstreamExchange exchange) {
    if (table.routes().isEmpty()) {
      LOG.warn("routes=0 nothing is routed: pilothouse.gateway.routes is empty");
      return route(request -> false, request -> ServerResponse.notFound().build());
    }
    var all = table.routes().stream().map(each -> function(each, table, exchange)).toList();
    return all.stream().reduce(RouterFunction::and).orElseThrow();
  }

  private static RouterFunction<ServerResponse> function(
      Route each, RouteTable table, UpstreamExchange exchange) {
    LOG.info("route={} path={} target={}", each.id(), each.prefixes(), each.target());
    RequestPredicate takes =
        request ->
            table.of(request.servletRequest().getRequestURI()).filter(each::equals).isPresent();
    return route(each.id()).route(takes, new RouteHandler(each, exchange)).build();
  }
}
