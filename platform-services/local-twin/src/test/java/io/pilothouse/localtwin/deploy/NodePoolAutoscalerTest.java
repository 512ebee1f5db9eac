package io.pilothouse.localtwin.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.ShippedSystems;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodePoolAutoscalerTest {

  /** Three to ten nodes. */
  private final NodePoolLimits.Range pool =
      new NodePoolLimits(ShippedSystems.load("tripgen-prod").orElseThrow().cluster().nodePools())
          .of("application")
          .orElseThrow();

  @Test
  void addsANodeWhilePodsWaitUpToTheDocumentsMaximum() {
    assertThat(NodePoolAutoscaler.wanted(pool, 3, 5, Optional.empty())).isEqualTo(4);
    assertThat(NodePoolAutoscaler.wanted(pool, 10, 5, Optional.empty())).isEqualTo(10);
  }

  @Test
  void takesTheNewestAwayWhenItHasLongCarriedNothingDownToTheMinimum() {
    var tenMinutes = Optional.of(Duration.ofMinutes(10));
    assertThat(NodePoolAutoscaler.wanted(pool, 5, 0, tenMinutes)).isEqualTo(4);
    assertThat(NodePoolAutoscaler.wanted(pool, 3, 0, tenMinutes)).isEqualTo(3);
    assertThat(NodePoolAutoscaler.wanted(pool, 5, 0, Optional.of(Duration.ofMinutes(9))))
        .isEqualTo(5);
    assertThat(NodePoolAutoscaler.wanted(pool, 5, 0, Optional.empty())).isEqualTo(5);
  }

  @Test
  void leavesAPoolAloneThatSomebodySetAboveTheMaximum() {
    assertThat(NodePoolAutoscaler.wanted(pool, 12, 5, Optional.empty())).isEqualTo(12);
  }
}
