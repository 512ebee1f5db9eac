package io.pilothouse.desktopapp.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pilothouse.localtwin.rehearsal.Rehearsal;
import io.pilothouse.localtwin.rehearsal.Report;
import io.pilothouse.localtwin.scenario.Scenario;
import io.pilothouse.localtwin.scenario.ShippedScenarios;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Incidents on one live twin, one after the other, each solved by its scripted responder through
 * the product's session. The short set; {@code rehearse --all} plays every one on every system.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class RehearsalTest {
  @RegisterExtension static final OpenTwin OPEN = new OpenTwin();

  @ParameterizedTest
  @ValueSource(strings = {"primary-crash", "release-crash-loop", "dns-dead"})
  void isSolvedAndMeasured(String name) {
    Report report = rehearsal(name, moment -> {}).run();

    assertThat(report.reason()).map(Sentence::toString).isEmpty();
    assertThat(report.solved()).isTrue();
    assertThat(report.signalMillis()).isPresent();
    assertThat(report.causeMillis()).isPresent();
    assertThat(report.recoveryMillis()).isPresent();
    assertThat(report.actionMillis().isPresent()).isEqualTo(!scenario(name).responses().isEmpty());
    assertThat(report.rowsLost()).hasValue(0L);
    assertThat(report.unnecessaryActions()).isZero();
  }

  @Test
  void canBeStoppedInTheMiddleAndTheTwinIsHealthyAgain() {
    var timeline = new CopyOnWriteArrayList<Report.Moment>();
    Rehearsal rehearsal = rehearsal("release-crash-loop", timeline::add);
    var run = CompletableFuture.supplyAsync(rehearsal::run);
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> timeline.stream().anyMatch(m -> m.what().key().equals("rehearsal.fault")));

    rehearsal.stop();

    Report report = run.join();
    assertThat(report.solved()).isFalse();
    assertThat(report.reason()).map(Sentence::key).hasValue("rehearsal.unsolved.stopped");
    assertThat(OPEN.session().current().causes()).isEmpty();
  }

  private static Rehearsal rehearsal(String name, Consumer<Report.Moment> progress) {
    OpenSystem open = OPEN.system();
    AttachedTwin twin = OPEN.twin();
    Blueprint blueprint = OPEN.session().blueprint().orElseThrow();
    return new Rehearsal(
        scenario(name),
        blueprint,
        OPEN.session(),
        open.openedAt(),
        twin.connection(),
        twin.control().orElseThrow(),
        true,
        open.clock(),
        progress);
  }

  private static Scenario scenario(String name) {
    return ShippedScenarios.load(name).orElseThrow();
  }
}
