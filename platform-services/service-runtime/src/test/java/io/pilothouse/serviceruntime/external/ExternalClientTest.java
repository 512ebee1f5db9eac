package io.pilothouse.serviceruntime.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.pilothouse.serviceruntime.dependency.FailureKind;
import io.pilothouse.serviceruntime.external.ExternalSnapshot.Breaker;
import io.pilothouse.serviceruntime.metrics.DependencyErrors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls over real HTTP; only the time that the breaker waits is turned on by hand. */
class ExternalClientTest {

  private static final CallPolicy POLICY =
      CallPolicy.usual().within(Duration.ofMillis(300)).openFor(Duration.ofSeconds(10));

  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger status = new AtomicInteger(200);
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean silent;
  private final TurnedClock clock = new TurnedClock();
  private final DependencyErrors errors = new DependencyErrors(clock);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          served.incrementAndGet();
          if (silent) {
            awaitRelease();
          }
          byte[] body = exchange.getRequestURI().getPath().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status.get(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    released.countDown();
    server.stop(0);
    http.shutdownNow();
  }

  @Test
  void opensWhenHalfOfTheCallsFailAndClosesWhenProbesSucceed() {
    var client = client(POLICY);
    assertThat(answer(client, "things/1")).isEqualTo("/things/1");

    status.set(500);
    assertThat(failure(client).kind()).as("two attempts").contains(FailureKind.OTHER);
    assertThat(client.snapshot().breaker()).isEqualTo(Breaker.CLOSED);
    assertThat(failure(client).kind()).as("two attempts").contains(FailureKind.OTHER);
    assertThat(client.snapshot().breaker()).isEqualTo(Breaker.OPEN);
    int before = served.get();
    assertThat(failure(client).kind()).isEmpty();
    assertThat(served.get()).isEqualTo(before);
    assertThat(client.snapshot().rejected()).isPositive();

    clock.turn(Duration.ofSeconds(11));
    assertThat(failure(client).kind()).as("a probe that fails").contains(FailureKind.OTHER);
    assertThat(client.snapshot().breaker()).isEqualTo(Breaker.OPEN);

    status.set(200);
    clock.turn(Duration.ofSeconds(11));
    assertThat(answer(client, "things/2")).isEqualTo("/things/2");
    assertThat(client.snapshot().breaker()).isEqualTo(Breaker.HALF_OPEN);
    assertThat(answer(client, "things/3")).isEqualTo("/things/3");
    assertThat(client.snapshot().breaker()).isEqualTo(Breaker.CLOSED);
  }

  @Test
  void opensAtTheThresholdOfTheDocument() {
    var client = client(POLICY.openingAt(0.05));
    for (int i = 0; i < 19; i++) {
      client.get("x", text -> text);
    }
    status.set(403);
    assertThat(failure(client).kind()).contains(FailureKind.UNAUTHORIZED);
    assertThat(client.snapshot().breaker()).isEqualTo(Breaker.OPEN);
  }

  @Test
  void givesUpWhatTakesTooLongAndDoesNotTryItAgain() {
    var client = client(POLICY);
    silent = true;
    assertThat(failure(client).kind()).contains(FailureKind.TIMEOUT);
    assertThat(served.get()).isEqualTo(1);
    assertThat(client.snapshot().failures()).containsEntry(FailureKind.TIMEOUT, 1L);
    clock.turn(Duration.ofSeconds(1));
    assertThat(client.snapshot().responseTime().orElseThrow())
        .isBetween(Duration.ofMillis(290), Duration.ofSeconds(3));
    assertThat(errors.perSecond().get("timeout_payments")).isPositive();
  }

  @Test
  void triesAgainWhatWasRefused() {
    var client = client(POLICY);
    server.stop(0);
    assertThat(failure(client).kind()).contains(FailureKind.REFUSED);
    assertThat(client.snapshot().failures()).containsEntry(FailureKind.REFUSED, 2L);
  }

  @Test
  void countsAnAnswerThatCannotBeReadAsAFailure() {
    var client = client(POLICY);
    var failure =
        catchThrowableOfType(ExternalCallException.class, () -> client.get("x", Integer::valueOf));
    assertThat(failure.kind()).contains(FailureKind.OTHER);
    assertThat(client.snapshot().failures()).containsEntry(FailureKind.OTHER, 2L);
  }

  @Test
  void refusesMoreCallsAtOnceThanTheBulkheadHolds() throws Exception {
    var policy =
        new CallPolicy(
            Duration.ofSeconds(20), 0.5, 20, 5, Duration.ofSeconds(10), 2, 1, Duration.ZERO, 1);
    var arrived = new CountDownLatch(1);
    var answer = new CompletableFuture<HttpResponse<byte[]>>();
    var client =
        client(
            policy,
            request -> {
              arrived.countDown();
              return answer;
            });
    var first = Thread.ofVirtual().start(() -> failure(client));
    arrived.await();
    assertThat(failure(client).kind()).contains(FailureKind.EXHAUSTED);
    answer.completeExceptionally(new IOException("closed"));
    first.join();
  }

  private ExternalClient client(CallPolicy policy) {
    return client(
        policy, request -> http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()));
  }

  private ExternalClient client(CallPolicy policy, HttpExchange exchange) {
    var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    return new ExternalClient("payments", () -> address, policy, exchange, errors, clock);
  }

  private static String answer(ExternalClient client, String path) {
    return client.get(path, text -> text);
  }

  private static ExternalCallException failure(ExternalClient client) {
    return catchThrowableOfType(ExternalCallException.class, () -> client.get("x", text -> text));
  }

  private void awaitRelease() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A clock that stands until it is turned. */
  private static final class TurnedClock extends Clock {
    private volatile Instant now = Instant.parse("2026-01-05T03:00:00Z");

    void turn(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
