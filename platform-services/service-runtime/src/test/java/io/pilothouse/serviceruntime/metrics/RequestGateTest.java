package io.pilothouse.serviceruntime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RequestGateTest {

  @Test
  void letsAsManyInAsMayWorkAndCountsThoseThatWait() throws Exception {
    var gate = new RequestGate(1, 2, Duration.ofSeconds(20));
    assertThat(gate.enter()).isTrue();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(gate::enter);
      var second = threads.submit(gate::enter);
      await().until(() -> gate.waiting() == 2);
      assertThat(gate.enter()).as("no room to wait").isFalse();
      gate.leave();
      gate.leave();
      assertThat(first.get()).isTrue();
      assertThat(second.get()).isTrue();
    }
    assertThat(gate.waiting()).isZero();
  }

  @Test
  void givesUpWhatWaitsTooLong() {
    var gate = new RequestGate(1, 2, Duration.ofMillis(20));
    assertThat(gate.enter()).isTrue();
    assertThat(gate.enter()).isFalse();
    assertThat(gate.waiting()).isZero();
  }
}
