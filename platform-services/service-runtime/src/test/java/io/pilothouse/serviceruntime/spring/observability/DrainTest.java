package io.pilothouse.serviceruntime.spring.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class DrainTest {

  @Test
  void leavesInOrderAndFinishesWhatIsUnderWay() throws Exception {
    var service =
        new RunningService(
            "pilothouse.drain.delay=1500ms",
            "pilothouse.readiness.period=50ms",
            "pilothouse.external.payments.url=http://127.0.0.1:1");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      await().until(() -> service.manage("/actuator/health/readiness").statusCode() == 200);
      var held = threads.submit(() -> service.get("/held"));
      service.controller().arrived.await();

      var leaving = threads.submit(service::leave);
      await().until(() -> service.manage("/actuator/health/readiness").statusCode() == 503);
      assertThat(service.get("/trips/7").body()).as("still answers").isEqualTo("trip 7");
      assertThat(service.manage("/actuator/health/liveness").statusCode()).isEqualTo(200);

      await().until(() -> refuses(service));
      assertThat(leaving.isDone()).as("waits for what is under way").isFalse();
      service.controller().released.countDown();
      assertThat(held.get().body()).isEqualTo("held");
      leaving.get();
    } finally {
      service.close();
    }
  }

  private static boolean refuses(RunningService service) {
    try {
      return service.get("/trips/7").statusCode() == 503;
    } catch (RuntimeException refused) {
      return true;
    }
  }
}
