package io.pilothouse.apigateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {

  private final TrustedProxies proxies =
      new TrustedProxies(List.of("10.0.1.0/24", "192.0.2.7", "2001:db8::/32"));

  @Test
  void whoIsNoProxyIsTheClientWhateverItWrites() {
    assertThat(proxies.client("203.0.113.9", List.of("1.1.1.1"))).isEqualTo("203.0.113.9");
  }

  @Test
  void theRightmostHopThatIsNoProxyIsTheClient() {
    assertThat(proxies.client("10.0.1.4", List.of("6.6.6.6, 203.0.113.9, 192.0.2.7")))
        .isEqualTo("203.0.113.9");
    assertThat(proxies.client("10.0.1.4", List.of("6.6.6.6", "203.0.113.9:4711")))
        .isEqualTo("203.0.113.9");
    assertThat(proxies.client("2001:db8::1", List.of("[2a00::1]:443")))
        .isEqualTo("2a00:0:0:0:0:0:0:1");
  }

  @Test
  void whatIsNoAddressEndsTheList() {
    assertThat(proxies.client("10.0.1.4", List.of("203.0.113.9, nonsense"))).isEqualTo("10.0.1.4");
    assertThat(proxies.client("10.0.1.4", List.of("203.0.113.9, , 192.0.2.7")))
        .isEqualTo("192.0.2.7");
    assertThat(proxies.client("10.0.1.4", List.of())).isEqualTo("10.0.1.4");
  }

  @Test
  void ablockEndsWhereItsBitsEnd() {
    assertThat(proxies.trusts("10.0.1.255")).isTrue();
    assertThat(proxies.trusts("10.0.2.0")).isFalse();
    assertThat(proxies.trusts("2001:db9::1")).isFalse();
  }

  @Test
  void aNameOrAWrongBlockIsRefusedAtStart() {
    for (var wrong : List.of("proxy.example.com", "10.0.0.0/33", "10.0.0.0/x", "")) {
      assertThatThrownBy(() -> new TrustedProxies(List.of(wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("trusted-proxies");
    }
  }
}
