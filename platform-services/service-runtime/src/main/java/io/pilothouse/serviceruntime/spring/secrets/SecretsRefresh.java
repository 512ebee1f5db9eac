package io.pilothouse.serviceruntime.spring.secrets;

import io.pilothouse.serviceruntime.secrets.RotatingSecrets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Reads the secrets again and again, as long as the service runs. */
final class SecretsRefresh implements AutoCloseable {

  private final ScheduledExecutorService reading =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("secrets").factory());

  SecretsRefresh(RotatingSecrets secrets, Duration interval) {
    var unused =
        reading.scheduleWithFixedDelay(
            secrets::refresh, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    reading.shutdownNow();
  }
}
