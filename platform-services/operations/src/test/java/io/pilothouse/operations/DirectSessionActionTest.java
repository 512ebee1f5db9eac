package io.pilothouse.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pilothouse.operations.world.FakeCluster;
import io.pilothouse.operations.world.FakeDatabases;
import io.pilothouse.operations.world.Live;
import io.pilothouse.operations.world.ScriptedSource;
import io.pilothouse.operations.world.TestClock;
import io.pilothouse.operations.world.TripGen;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.ActionRun.Outcome;
import io.pilothouse.sharedmodel.action.Approval;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.stream.Session.Unavailable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions as a client asks for them. */
class DirectSessionActionTest {
  private final TestClock clock = new TestClock(Instant.parse("2026-03-02T03:00:00Z"));
  private final FakeCluster cluster = new FakeCluster();
  @TempDir private Path folder;
  private Optional<DirectSession> open = Optional.empty();

  @AfterEach
  void close() {
    open.ifPresent(DirectSession::close);
  }

  @Test
  void showsARunWhileItGoesOnAndKeepsItForTheNextSession() throws Exception {
    DirectSession session = session(Optional.of(cluster));
    Plan plan = session.plan(new Intent.Rollback("user-service", Optional.empty())).get();

    ActionRun run =
        session
            .execute(plan, new Approval("operator", "user-service", clock.instant(), "test"))
            .get();

    assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
    await().until(() -> session.current().runs().contains(run));
    session.close();
    assertThat(session(Optional.empty()).audit().get()).containsExactly(run);
  }

  @Test
  void saysWhatIsNotConnected() {
    DirectSession session = session(Optional.empty());

    assertThatThrownBy(
            () -> session.plan(new Intent.Rollback("user-service", Optional.empty())).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(Unavailable.class)
        .hasMessageContaining("Kubernetes is not connected");
  }

  private DirectSession session(Optional<FakeCluster> control) {
    var kubernetes = new ScriptedSource(Sources.KUBERNETES, Duration.ofSeconds(5), clock);
    var session =
        DirectSession.open(
            new SessionSetup(
                "tripgen-prod",
                Optional.of(TripGen.system().blueprint()),
                List.of(kubernetes),
                Map.of(),
                control.map(c -> c),
                Optional.of(new FakeDatabases()),
                Optional.empty(),
                Optional.empty(),
                folder,
                clock,
                "operator"));
    open = Optional.of(session);
    kubernetes.lists(Live.kubernetes());
    await().until(() -> session.current().snapshot().current(Sources.KUBERNETES));
    return session;
  }
}
