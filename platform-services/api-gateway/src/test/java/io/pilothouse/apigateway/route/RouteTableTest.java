package io.pilothouse.apigateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTableTest {

  @Test
  void theLongestPrefixTakesAPathAndOnlyAtASlash() {
    var table = new RouteTable(List.of(route("a", "/api"), route("b", "/api/trips/**")));
    assertThat(table.of("/api/trips/1")).map(Route::id).contains("b");
    assertThat(table.of("/api/trips")).map(Route::id).contains("b");
    assertThat(table.of("/api/tripsters")).map(Route::id).contains("a");
    assertThat(table.of("/other")).isEmpty();
  }

  @Test
  void segmentsAreStrippedOnTheWayInAndPutBackIntoAddressesOnTheWayOut() {
    var route = route("a", "/api/trips", "http://trips:8080/v1", 2);
    assertThat(route.upstreamPath("/api/trips/7")).isEqualTo("/v1/7");
    assertThat(route.upstreamPath("/api/trips")).isEqualTo("/v1/");
    assertThat(route.outside("http://trips:8080/v1/8", "/api/trips/7")).isEqualTo("/api/trips/8");
    assertThat(route.outside("/v1/8", "/api/trips")).isEqualTo("/api/trips/8");
    assertThat(route.outside("https://elsewhere/x", "/api/trips")).isEqualTo("https://elsewhere/x");
  }

  @Test
  void whatCannotBeARouteIsRefusedAtStart() {
    refused(() -> route("a", "api"));
    refused(() -> route("a", "/api/*/x"));
    refused(() -> route("a", "/api", "ftp://x", 0));
    refused(() -> route("a", "/api", "http:///x", 0));
    refused(() -> new RouteTable(List.of(route("a", "/x"), route("a", "/y"))));
    refused(() -> new RouteTable(List.of(route("a", "/x"), route("b", "/x/"))));
  }

  private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
    assertThatThrownBy(what)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pilothouse.gateway.routes");
  }

  private static Route route(String id, String prefix) {
    return route(id, prefix, "http://" + id + ":8080", 0);
  }

  private static Route route(String id, String prefix, String target, int strip) {
    return new Route(
        id, List.of(prefix), URI.create(target), strip, Duration.ofSeconds(1), Optional.empty());
  }
}
