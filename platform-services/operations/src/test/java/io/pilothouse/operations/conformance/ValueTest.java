package io.pilothouse.operations.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueTest {
  @Test
  void comparesWhatIsMeantNotWhatIsWritten() {
    assertThat(Value.quantity("500m").same(Value.quantity("0.5"))).isTrue();
    assertThat(Value.quantity("1Gi").same(Value.quantity("1024Mi"))).isTrue();
    assertThat(Value.quantity("1Gi").same(Value.quantity("1G"))).isFalse();
    assertThat(Value.region("Korea South").same(Value.region("koreasouth"))).isTrue();
    assertThat(Value.version("1.29.7", "1.29").same(Value.version("1.29", "1.29"))).isTrue();
    assertThat(Value.version("1.30.0", "1.29").same(Value.version("1.29", "1.29"))).isFalse();
    assertThat(Value.of(5.0).same(Value.of(5))).isTrue();
    assertThat(Value.of(10.0).same(Value.of(10))).isTrue();
    assertThat(Value.set(List.of("2", "1")).same(Value.set(List.of("1", "2")))).isTrue();
    assertThat(Value.of(Duration.ofSeconds(60)).same(Value.of(Duration.ofMinutes(1)))).isTrue();
  }

  @Test
  void writesAsTheFormatDoes() {
    assertThat(Value.of(Duration.ofDays(14)).text()).isEqualTo("P14D");
    assertThat(Value.of(Duration.ofSeconds(60)).text()).isEqualTo("PT1M");
    assertThat(Value.of(85.0).text()).isEqualTo("85");
    assertThat(Value.of(0.5).text()).isEqualTo("0.5");
  }
}
