package io.pilothouse.azureconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pilothouse.localtwin.azure.EndpointFaults;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.DatabaseControl.Operation;
import io.pilothouse.operations.port.DatabaseControl.Status;
import io.pilothouse.sharedmodel.action.Intent.FailoverMode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AzureDatabaseControlTest {
  private TestEstate estate;
  private AzureDatabaseControl control;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    estate = new TestEstate(folder);
    estate.servers.add(TestEstate.server("db-one"));
    estate.servers.add(TestEstate.withoutStandby("db-alone"));
    control = new AzureDatabaseControl(estate.connection());
  }

  @AfterEach
  void close() {
    estate.close();
  }

  @Test
  void followsAFailoverToItsEnd() throws Exception {
    estate.holdEffects();
    Operation operation = control.beginFailover("db-one", FailoverMode.PLANNED, "run-1");

    assertThat(operation.poll()).isEqualTo(new Status.InProgress());
    assertThat(control.read("db-one").highAvailabilityState()).contains("FailingOver");

    estate.letEffectsEnd();
    assertThat(ended(operation)).isEqualTo(new Status.Succeeded());
    assertThat(estate.done).containsExactly("failOver db-one PLANNED");
    assertThat(control.read("db-one").highAvailabilityState()).contains("Healthy");
  }

  @Test
  void asksForAForcedFailoverAsSuch() throws Exception {
    assertThat(ended(control.beginFailover("db-one", FailoverMode.FORCED, "run-1")))
        .isEqualTo(new Status.Succeeded());
    assertThat(estate.done).containsExactly("failOver db-one FORCED");
  }

  @Test
  void tellsThatAnOperationFailedInAzuresWords() throws Exception {
    estate.failEffects("The standby of db-one did not catch up.");

    assertThat(ended(control.beginFailover("db-one", FailoverMode.PLANNED, "run-1")))
        .isEqualTo(new Status.Failed("The standby of db-one did not catch up."));
  }

  @Test
  void isRefusedWhileAnotherOperationRuns() throws Exception {
    estate.holdEffects();
    Operation first = control.beginFailover("db-one", FailoverMode.PLANNED, "run-1");

    assertThatThrownBy(() -> control.beginFailover("db-one", FailoverMode.FORCED, "run-2"))
        .isInstanceOf(ControlException.Rejected.class)
        .hasMessageContaining("busy processing another operation");

    estate.letEffectsEnd();
    assertThat(ended(first)).isEqualTo(new Status.Succeeded());
    assertThat(estate.done).hasSize(1);
  }

  @Test
  void isRefusedWithoutAStandby() {
    assertThatThrownBy(() -> control.beginFailover("db-alone", FailoverMode.PLANNED, "run-1"))
        .isInstanceOf(ControlException.Rejected.class)
        .hasMessageContaining("high availability");
    assertThat(estate.done).isEmpty();
  }

  @Test
  void namesThePermissionThatIsMissing() {
    var reader = new AzureDatabaseControl(estate.readerConnection());

    assertThatThrownBy(() -> reader.beginFailover("db-one", FailoverMode.PLANNED, "run-1"))
        .isInstanceOf(ControlException.Rejected.class)
        .hasMessageContaining("Microsoft.DBforPostgreSQL/flexibleServers/restart/action")
        .hasMessageContaining("db-one");
  }

  @Test
  void doesNotKnowTheOutcomeWhenTheAnswerIsCutOffAndDoesNotAskAgain() throws Exception {
    control.read("db-one"); // signed in and connected
    estate.endpoint().faults().begin(EndpointFaults.Kind.CUT, Duration.ofMinutes(10));

    assertThatThrownBy(() -> control.beginFailover("db-one", FailoverMode.PLANNED, "run-1"))
        .isInstanceOf(ControlException.OutcomeUnknown.class)
        .hasMessageContaining("may or may not have been done");
    assertThat(estate.done).isEmpty();
  }

  @Test
  void knowsThatNothingWasDoneWhenThrottled() {
    estate.endpoint().faults().begin(EndpointFaults.Kind.THROTTLED, Duration.ofMinutes(10));

    assertThatThrownBy(() -> control.beginFailover("db-one", FailoverMode.PLANNED, "run-1"))
        .isInstanceOf(ControlException.Unreachable.class);
    assertThat(estate.done).isEmpty();
  }

  @Test
  void saysWhichServerIsNotThere() {
    assertThatThrownBy(() -> control.read("db-none"))
        .isInstanceOf(ControlException.Rejected.class)
        .hasMessageContaining("db-none");
  }

  private static Status ended(Operation operation) throws Exception {
    return await()
        .atMost(Duration.ofSeconds(15))
        .pollInterval(Duration.ofMillis(50))
        .until(operation::poll, status -> !(status instanceof Status.InProgress));
  }
}
