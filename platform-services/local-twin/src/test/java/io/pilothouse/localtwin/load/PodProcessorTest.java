package io.pilothouse.localtwin.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PodProcessorTest {

  private static final Instant START = Instant.parse("2026-03-02T03:00:00Z");

  /** One core; a request takes a tenth of a second of it. */
  private final PodProcessor processor = new PodProcessor(1, 0.1, START);

  @Test
  void usesWhatItsRequestsCost() {
    for (int second = 0; second < 20; second++) {
      for (int i = 0; i < 5; i++) {
        assertThat(processor.admit(START.plusMillis(1000L * second + 200L * i))).isPresent();
      }
      processor.keepReading(START.plusSeconds(second + 1));
    }
    assertThat(processor.coresUsed(START.plusSeconds(20))).isCloseTo(0.5, within(1e-6));
    assertThat(processor.queueLength(START.plusSeconds(20))).isZero();
  }

  @Test
  void answersAfterTheRequestsBefore() {
    assertThat(processor.admit(START)).contains(Duration.ofMillis(100));
    assertThat(processor.admit(START)).contains(Duration.ofMillis(200));
    assertThat(processor.admit(START.plusMillis(150))).contains(Duration.ofMillis(150));
  }

  @Test
  void countsWhoWaitsAndNeverUsesMoreThanItsLimit() {
    for (int i = 0; i < 31; i++) {
      processor.admit(START);
    }
    assertThat(processor.queueLength(START)).isEqualTo(30);
    assertThat(processor.queueLength(START.plusSeconds(1))).isEqualTo(20);
    assertThat(processor.coresUsed(START.plusSeconds(1))).isCloseTo(1, within(1e-6));
    assertThat(processor.queueLength(START.plusSeconds(4))).isZero();
  }

  @Test
  void turnsRequestsAwayWhenTheQueueIsFull() {
    for (int i = 0; i < 201; i++) {
      assertThat(processor.admit(START)).isPresent();
    }
    assertThat(processor.admit(START)).isEmpty();
    assertThat(processor.admit(START.plusSeconds(1))).isPresent();
  }

  @Test
  void forgetsWhatIsOlderThanItsWindow() {
    processor.admit(START);
    for (int second = 1; second <= 40; second++) {
      processor.keepReading(START.plusSeconds(second));
    }
    assertThat(processor.coresUsed(START.plusSeconds(40))).isZero();
  }
}
