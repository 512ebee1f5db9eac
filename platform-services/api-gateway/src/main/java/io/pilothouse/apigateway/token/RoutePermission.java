package io.pilothouse.apigateway.token;

import io.pilothouse.apigateway.edge.RequestPassage;
import io.pilothouse.apigateway.route.Route;
import io.pilothouse.apigateway.route.RouteTable;
import java.util.function.Supplier;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Grants a request to whoever bears a good token, with the route's permission if it names one. */
final class RoutePermission implements AuthorizationManager<RequestAuthorizationContext> {

  private final RouteTable routes;

  RoutePermission(RouteTable routes) {
    this.routes = routes;
  }

  @Override
  public AuthorizationDecision authorize(
      Supplier<? extends Authentication> caller, RequestAuthorizationContext context) {
    if (!(caller.get() instanceof JwtAuthenticationToken token)) {
      return new AuthorizationDecision(false);
    }
    var request = context.getRequest();
    RequestPassage.of(request).calledBy(token.getName());
    var needed = routes.of(request.getRequestURI()).flatMap(Route::permission);
    return new AuthorizationDecision(
        needed.isEmpty()
            || token.getAuthorities().stream()
                .anyMatch(held -> needed.orElseThrow().equals(held.getAuthority())));
  }
}
