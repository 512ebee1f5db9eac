package io.pilothouse.operations;

import static io.pilothouse.operations.world.Seen.fact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pilothouse.operations.port.ObservationSource;
import io.pilothouse.operations.world.Live;
import io.pilothouse.operations.world.ScriptedSource;
import io.pilothouse.operations.world.TestClock;
import io.pilothouse.operations.world.TripGen;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Frame;
import io.pilothouse.sharedmodel.stream.Health;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectSessionTest {
  private final TestClock clock = new TestClock(Instant.parse("2026-03-02T03:00:00Z"));
  private final ScriptedSource kubernetes =
      new ScriptedSource(Sources.KUBERNETES, Duration.ofSeconds(5), clock);
  private final ScriptedSource azure =
      new ScriptedSource(Sources.AZURE_RESOURCES, Duration.ofSeconds(10), clock);
  @TempDir private Path folder;
  private DirectSession session;

  @BeforeEach
  void open() {
    session =
        DirectSession.open(
            new SessionSetup(
                "tripgen-prod",
                Optional.of(TripGen.system().blueprint()),
                List.of(kubernetes, azure),
                Map.of(Sources.POSTGRES, Sentence.verbatim("no address is known")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                folder,
                clock,
                "operator"));
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void showsTheDrawingBeforeAnySourceHasSpoken() {
    assertThat(session.current().map().items())
        .extracting("id")
        .contains("user-service", "database");
    assertThat(session.current().components())
        .extracting(ComponentStatus::health)
        .containsOnly(Health.UNKNOWN);
  }

  @Test
  void showsWhatItsSourcesTell() {
    kubernetes.lists(Live.kubernetes());
    azure.lists(Live.azure());

    await().until(() -> health("user-service") == Health.NORMAL);
    await().until(() -> health("database") == Health.NORMAL);
    assertThat(fact(status("user-service"), "readyReplicas").value()).isEqualTo(3);
  }

  @Test
  void turnsUnknownWhatRestsOnASourceThatFellSilentForTwoPeriods() {
    kubernetes.lists(Live.kubernetes());
    azure.lists(Live.azure());
    await().until(() -> health("user-service") == Health.NORMAL);

    clock.advance(Duration.ofSeconds(11));
    azure.confirms();

    await().until(() -> health("user-service") == Health.UNKNOWN);
    assertThat(status("user-service").stale()).isTrue();
    assertThat(fact(status("user-service"), "readyReplicas").stale()).isTrue();
    assertThat(health("database")).isEqualTo(Health.NORMAL);
  }

  @Test
  void turnsUnknownAtOnceWhatRestsOnASourceThatSaysItIsCut() {
    kubernetes.lists(Live.kubernetes());
    await().until(() -> health("user-service") == Health.NORMAL);

    kubernetes.isCut("connection refused");

    await().until(() -> health("user-service") == Health.UNKNOWN);
    assertThat(status("user-service").reasons().getFirst().toString())
        .contains("connection refused");
  }

  @Test
  void givesASlowSubscriberTheNewestStateAndNeverTwoAtATime() {
    var release = new CountDownLatch(1);
    var atOnce = new AtomicInteger();
    List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    session.subscribe(frame -> {
      assertThat(atOnce.incrementAndGet()).isEqualTo(1);
      if (frame instanceof Frame.Full full) {
        seen.add(full.state().snapshot().revision());
      }
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      atOnce.decrementAndGet();
    });
    for (int i = 0; i < 5; i++) {
      long before = session.current().snapshot().revision();
      kubernetes.lists(Live.kubernetes());
      await().until(() -> session.current().snapshot().revision() > before);
    }
    long newest = session.current().snapshot().revision();

    release.countDown();

    await().until(() -> seen.contains(newest));
    assertThat(seen).hasSizeLessThanOrEqualTo(3).isSorted();
  }

  @Test
  void tellsASubscriberThatNothingChanged() {
    kubernetes.lists(Live.kubernetes());
    await().until(() -> health("user-service") == Health.NORMAL);
    var beats = new AtomicInteger();
    session.subscribe(frame -> {
      if (frame instanceof Frame.Heartbeat beat
          && beat.revision() == session.current().revision()) {
        beats.incrementAndGet();
      }
    });

    clock.advance(Duration.ofSeconds(2));

    await().until(() -> beats.get() > 0);
  }

  @Test
  void showsASourceThatDoesNotStartAsLost() {
    session.close();
    session =
        DirectSession.open(
            new SessionSetup(
                "tripgen-prod",
                Optional.of(TripGen.system().blueprint()),
                List.of(new FailingSource()),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                folder,
                clock,
                "operator"));

    await().until(() -> status("user-service").stale());
    assertThat(status("user-service").reasons().getFirst().toString()).contains("no kubeconfig");
  }

  /** A source that cannot even begin. */
  private static final class FailingSource implements ObservationSource {
    @Override
    public SourceId id() {
      return Sources.KUBERNETES;
    }

    @Override
    public Duration period() {
      return Duration.ofSeconds(5);
    }

    @Override
    public void start(Consumer<Observation> sink) {
      throw new IllegalStateException("no kubeconfig");
    }

    @Override
    public void close() {}
  }

  @Test
  void closesItsSources() {
    session.close();

    assertThat(kubernetes.closed()).isTrue();
    assertThat(azure.closed()).isTrue();
  }

  private ComponentStatus status(String id) {
    return session.current().component(id).orElseThrow();
  }

  private Health health(String id) {
    return status(id).health();
  }
}
