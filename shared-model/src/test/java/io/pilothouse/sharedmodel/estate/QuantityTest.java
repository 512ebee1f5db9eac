package io.pilothouse.sharedmodel.estate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "500m, 0.5",
    "1, 1000m",
    "1Gi, 1024Mi",
    "1G, 1000M",
    "129e6, 129M",
    "0.1, 100m",
    "1500u, 1.5m"
  })
  void knowsTheSameAmountInAnotherSpelling(String one, String other) {
    assertThat(Quantity.of(one).sameAs(Quantity.of(other))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1Gi, 1G", "1, 1k", "100m, 100Mi"})
  void tellsAmountsApart(String one, String other) {
    assertThat(Quantity.of(one).sameAs(Quantity.of(other))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Mi", "much", "1 Gi", "1Gib", "0x10"})
  void takesNothingElseForAnAmount(String text) {
    assertThat(Quantity.of(text).amount()).isEmpty();
  }
}
