package io.pilothouse.serviceruntime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RateMeterTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-02T03:00:00Z"));
  private final RateMeter meter = new RateMeter(now::get);

  @Test
  void tellsTheRateOfTheWholeSecondsSinceTheStart() {
    mark(30);
    second();
    mark(50);
    second();
    mark(1000);

    assertThat(meter.perSecond()).isEqualTo(40);
  }

  @Test
  void forgetsWhatIsOlderThanTenSeconds() {
    mark(100);
    for (int i = 0; i < 10; i++) {
      second();
    }
    assertThat(meter.perSecond()).isEqualTo(10);
    second();
    assertThat(meter.perSecond()).isZero();
  }

  private void mark(int times) {
    for (int i = 0; i < times; i++) {
      meter.mark();
    }
  }

  private void second() {
    now.updateAndGet(instant -> instant.plusSeconds(1));
  }
}
