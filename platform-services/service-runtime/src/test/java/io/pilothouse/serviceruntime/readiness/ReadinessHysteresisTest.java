package io.pilothouse.serviceruntime.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessHysteresisTest {

  @ParameterizedTest(name = "{0} ends {1}")
  @CsvSource({
    "-, false",
    "+, true",
    "+--, true",
    "+---, false",
    "+--+--, true",
    "+---+, false",
    "+---++, true",
    "+---+-+, false",
    "-+, false",
    "-++, true"
  })
  void turnsOnlyWhenSeveralOutcomesInARowSpeakAgainstTheVerdict(String outcomes, boolean ready) {
    var verdict = ReadinessHysteresis.unknown();
    for (char outcome : outcomes.toCharArray()) {
      verdict = verdict.after(outcome == '+');
    }
    assertThat(verdict.ready()).isEqualTo(ready);
  }
}
