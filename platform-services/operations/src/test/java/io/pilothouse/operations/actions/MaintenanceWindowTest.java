package io.pilothouse.operations.actions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaintenanceWindowTest {
  @ParameterizedTest
  @CsvSource({
    "Sun 02:00-04:00 Asia/Seoul, 2026-02-28T17:00:00Z, true", // Sunday 02:00 in Seoul
    "Sun 02:00-04:00 Asia/Seoul, 2026-02-28T19:00:00Z, false", // its end is outside
    "Sun 02:00-04:00 Asia/Seoul, 2026-03-01T03:00:00Z, false", // Sunday in UTC, noon in Seoul
    "Sunday 2:00–4:00, 2026-02-28T17:30:00Z, true", // the blueprint's own zone
    "Sat 23:00-01:00 UTC, 2026-02-28T23:30:00Z, true",
    "Sat 23:00-01:00 UTC, 2026-03-01T00:59:00Z, true",
    "Sat 23:00-01:00 UTC, 2026-02-28T00:30:00Z, false"
  })
  void knowsWhetherAMomentLiesInIt(String text, String moment, boolean inside) {
    MaintenanceWindow window = MaintenanceWindow.parse(text, "Asia/Seoul").orElseThrow();

    assertThat(window.contains(Instant.parse(moment))).isEqualTo(inside);
  }

  @Test
  void doesNotGuessWhatItCannotRead() {
    assertThat(MaintenanceWindow.parse("every other week", "UTC")).isEmpty();
    assertThat(MaintenanceWindow.parse("Sun 25:00-26:00", "UTC")).isEmpty();
    assertThat(MaintenanceWindow.parse("Sun 02:00-04:00 Nowhere/Land", "UTC")).isEmpty();
  }
}
