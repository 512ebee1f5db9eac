package io.pilothouse.localtwin.kubernetes.controller.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.localtwin.kubernetes.controller.workload.OrderedRollout.Create;
import io.pilothouse.localtwin.kubernetes.controller.workload.OrderedRollout.Delete;
import io.pilothouse.localtwin.kubernetes.controller.workload.OrderedRollout.Replica;
import io.pilothouse.localtwin.kubernetes.controller.workload.OrderedRollout.State;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderedRolloutTest {

  @ParameterizedTest(name = "{0} of {1} -> {2} or in parallel {3}")
  @CsvSource({
    // pods as ordinal, revision and state: available, pending, going, finished
    "'', 3, +0, +0 +1 +2",
    "0nA, 3, +1, +1 +2",
    "0nP, 3, '', +1 +2",
    "0nA 2nA, 3, +1, +1",
    "0nG 1nA, 2, '', ''",
    "0nF 1nA, 2, -0, -0",
    "0nA 1nA 2nA, 1, -2, -2 -1",
    "0nA 1nA 2nG, 1, '', -1",
    "0nP 1nA 2nA, 1, '', -2 -1",
    "0nA 1nA 2nA, 3, '', ''",
    // an update, from the highest down
    "0oA 1oA 2oA, 3, -2, -2",
    "0oA 1oA 2nA, 3, -1, -1",
    "0oA 1oA 2nP, 3, '', ''",
    "0oA 1oA, 3, +2, +2",
    "0nA 1nA 2oG, 3, '', ''"
  })
  void touchesOneAfterTheOther(String pods, int replicas, String ordered, String parallel) {
    assertThat(steps(new OrderedRollout(0, replicas, false, true, 0), pods)).isEqualTo(ordered);
    assertThat(steps(new OrderedRollout(0, replicas, true, true, 0), pods)).isEqualTo(parallel);
  }

  @ParameterizedTest(name = "partition {0}: {1} -> {2}")
  @CsvSource({
    "2, 0oA 1oA 2oA, -2",
    "2, 0oA 1oA 2nA, ''",
    "3, 0oA 1oA 2oA, ''",
    "1, 0oA 1oA 2nA, -1"
  })
  void leavesWhatIsBelowThePartition(int partition, String pods, String steps) {
    assertThat(steps(new OrderedRollout(0, 3, false, true, partition), pods)).isEqualTo(steps);
  }

  @Test
  void makesAPodBelowThePartitionOfTheOldRevision() {
    var partitioned = new OrderedRollout(0, 3, true, true, 2);
    assertThat(partitioned.steps(List.of(), "n"))
        .containsExactly(new Create(0, false), new Create(1, false), new Create(2, true));
  }

  @Test
  void replacesNothingWhenSomebodyElseDeletes() {
    var onDelete = new OrderedRollout(0, 2, false, false, 0);
    assertThat(steps(onDelete, "0oA 1oA")).isEmpty();
    assertThat(onDelete.steps(pods("0oA"), "n")).containsExactly(new Create(1, true));
  }

  @Test
  void countsFromTheOrdinalItIsTold() {
    assertThat(steps(new OrderedRollout(5, 2, true, true, 0), "0nA 5nA")).isEqualTo("+6 -0");
  }

  private static String steps(OrderedRollout rollout, String pods) {
    return rollout.steps(pods(pods), "n").stream()
        .map(step ->
            switch (step) {
              case Create(int ordinal, _) -> "+" + ordinal;
              case Delete(int ordinal) -> "-" + ordinal;
            })
        .collect(Collectors.joining(" "));
  }

  private static List<Replica> pods(String text) {
    return Arrays.stream(text.split(" "))
        .filter(pod -> !pod.isEmpty())
        .map(pod ->
            new Replica(
                pod.charAt(0) - '0',
                pod.substring(1, 2),
                switch (pod.charAt(2)) {
                  case 'A' -> State.AVAILABLE;
                  case 'P' -> State.PENDING;
                  case 'G' -> State.GOING;
                  default -> State.FINISHED;
                }))
        .toList();
  }
}
