package io.pilothouse.localtwin.kubernetes.controller.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.localtwin.kubernetes.controller.workload.RollingUpdate.Size;
import io.pilothouse.localtwin.kubernetes.model.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollingUpdateTest {

  @ParameterizedTest(name = "{0} replicas, surge {1}, unavailable {2} -> {3} and {4}")
  @CsvSource({
    "4, 25%, 25%, 1, 1",
    "3, 25%, 25%, 1, 0", // surge rounds up, unavailable rounds down
    "10, 30%, 0, 3, 0",
    "1, 0%, 25%, 0, 1", // both nothing: one may be missing
    "5, 2, 1, 2, 1"
  })
  void readsItsLimits(int desired, String surge, String unavailable, int most, int missing) {
    var limits =
        RollingUpdate.of(
            Json.parse(
                """
                {"replicas":%d,"strategy":{"rollingUpdate":{"maxSurge":"%s","maxUnavailable":"%s"}}}
                """
                    .formatted(desired, surge, unavailable)));
    assertThat(limits).isEqualTo(new RollingUpdate(desired, most, missing));
  }

  @Test
  void startsWithTheSurge() {
    RollingUpdate rolling = new RollingUpdate(4, 1, 1);
    assertThat(rolling.newReplicas(new Size("new", 0, 0), List.of(new Size("old", 4, 4))))
        .isEqualTo(1);
  }

  @Test
  void removesNoMoreThanMayBeMissing() {
    RollingUpdate rolling = new RollingUpdate(4, 1, 1);
    assertThat(rolling.oldReplicas(new Size("new", 1, 0), List.of(new Size("old", 4, 4))))
        .isEqualTo(Map.of("old", 3));
    assertThat(rolling.oldReplicas(new Size("new", 2, 0), List.of(new Size("old", 3, 3))))
        .isEmpty();
    assertThat(rolling.oldReplicas(new Size("new", 2, 2), List.of(new Size("old", 3, 3))))
        .isEqualTo(Map.of("old", 1));
  }

  @Test
  void removesUnhealthyOldPodsFirst() {
    RollingUpdate rolling = new RollingUpdate(4, 1, 1);
    assertThat(
            rolling.oldReplicas(
                new Size("new", 1, 1), List.of(new Size("broken", 2, 0), new Size("old", 3, 3))))
        .isEqualTo(Map.of("broken", 0, "old", 2));
  }

  @Test
  void everyWayOfRollingKeepsTheLimitsAndArrives() {
    for (int desired = 1; desired <= 7; desired++) {
      for (int surge = 0; surge <= 2; surge++) {
        for (int unavailable = surge == 0 ? 1 : 0;
            unavailable <= Math.min(2, desired);
            unavailable++) {
          rollToTheEnd(new RollingUpdate(desired, surge, unavailable));
        }
      }
    }
  }

  /**
   * Applies one decision at a time, then lets the new pods become available, until nothing changes.
   */
  private static void rollToTheEnd(RollingUpdate rolling) {
    Size current = new Size("new", 0, 0);
    Size old = new Size("old", rolling.desired(), rolling.desired());
    for (int step = 0; step < 100; step++) {
      Size before = current;
      Size oldBefore = old;
      int wanted = rolling.newReplicas(current, List.of(old));
      if (wanted != current.replicas()) {
        current = new Size("new", wanted, current.available());
      } else {
        int left = rolling.oldReplicas(current, List.of(old)).getOrDefault("old", old.replicas());
        old = new Size("old", left, left);
      }
      assertThat(current.replicas() + old.replicas())
          .isLessThanOrEqualTo(rolling.desired() + rolling.maxSurge());
      assertThat(current.available() + old.available())
          .isGreaterThanOrEqualTo(rolling.desired() - rolling.maxUnavailable());
      if (current.equals(before) && old.equals(oldBefore)) {
        if (current.available() == current.replicas()) {
          break;
        }
        current = new Size("new", current.replicas(), current.replicas());
      }
    }
    assertThat(current.replicas()).as(rolling.toString()).isEqualTo(rolling.desired());
    assertThat(old.replicas()).as(rolling.toString()).isZero();
  }
}
