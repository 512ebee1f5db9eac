package io.pilothouse.localtwin.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.TwinOptions;
import io.pilothouse.localtwin.azure.EndpointFaults;
import io.pilothouse.localtwin.postgres.MemberLiveness;
import io.pilothouse.localtwin.postgres.MemberState;
import io.pilothouse.localtwin.postgres.ServerStatus;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The faults of Azure, on a twin with a replica in another region. */
@DisabledOnOs(
    value = OS.WINDOWS,
    disabledReason = "there is no Redis, and no signal that stops a process")
class RegionLossTest {
  private static final Duration LONG = Duration.ofSeconds(40);

  @TempDir private Path folder;

  @Test
  void aRegionIsLostAsAWholeAndComesBack() {
    var blueprint = ShippedSystems.load("phonebill-auth-prod").orElseThrow();
    try (var twin = LocalTwin.start(blueprint, TwinOptions.ofThisProcess().below(folder))) {
      var server = twin.postgres(blueprint.databaseServers().getFirst().resourceName());
      Fault fault = FaultCatalogue.named("region-loss").orElseThrow();
      assertThatThrownBy(() ->
              fault.injection().inject(twin, new FaultArguments(Map.of("region", "japaneast"))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("japaneast");

      Mending mending =
          fault.injection().inject(twin, new FaultArguments(Map.of("region", "koreacentral")));

      await()
          .atMost(LONG)
          .until(() ->
              members(server.state().members(), "koreacentral").stream()
                  .allMatch(m -> m.liveness() == MemberLiveness.DOWN));
      assertThat(server.state().status()).isNotEqualTo(ServerStatus.READY);
      assertThat(members(server.state().members(), "koreasouth"))
          .extracting(MemberState::liveness)
          .containsExactly(MemberLiveness.RUNNING);
      assertThat(listening(twin.kubernetes().url())).isFalse();

      mending.mend();
      mending.mend();
      assertThat(listening(twin.kubernetes().url())).isTrue();
      assertThat(server.faults().isWhole()).isTrue();
      assertThat(server.state().status()).isEqualTo(ServerStatus.READY);

      Mending throttling =
          FaultCatalogue.named("azure-throttled")
              .orElseThrow()
              .injection()
              .inject(twin, new FaultArguments(Map.of("duration", "5m")));
      assertThat(twin.azure().faults().current()).isEqualTo(EndpointFaults.Kind.THROTTLED);
      throttling.mend();
      assertThat(twin.azure().faults().current()).isEqualTo(EndpointFaults.Kind.NONE);
    }
  }

  private static boolean listening(URI address) {
    try (var connection = new Socket(address.getHost(), address.getPort())) {
      return connection.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  private static List<MemberState> members(List<MemberState> all, String region) {
    return all.stream().filter(member -> member.location().equals(region)).toList();
  }
}
