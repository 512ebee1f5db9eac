package io.pilothouse.localtwin.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class DayCurveTest {

  private final DayCurve curve = new DayCurve(0.2);

  @Test
  void crestsInTheEveningAndLowerAtNoon() {
    assertThat(curve.at(LocalTime.of(21, 0))).isCloseTo(1, within(1e-9));
    assertThat(curve.at(LocalTime.of(12, 30))).isCloseTo(0.8, within(1e-9));
  }

  @Test
  void isQuietBeforeDawnAndNeverBelowItsFloor() {
    assertThat(curve.at(LocalTime.of(5, 0))).isBetween(0.2, 0.3);
    for (int minute = 0; minute < 24 * 60; minute++) {
      assertThat(curve.at(LocalTime.ofSecondOfDay(minute * 60L))).isBetween(0.2, 1.0);
    }
  }

  @Test
  void goesOnOverMidnight() {
    assertThat(curve.at(LocalTime.of(23, 59)))
        .isCloseTo(curve.at(LocalTime.MIDNIGHT), within(0.01));
  }
}
