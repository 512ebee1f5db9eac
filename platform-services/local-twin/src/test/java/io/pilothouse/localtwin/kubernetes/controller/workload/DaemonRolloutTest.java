package io.pilothouse.localtwin.kubernetes.controller.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.localtwin.kubernetes.controller.workload.DaemonRollout.Daemon;
import io.pilothouse.localtwin.kubernetes.controller.workload.DaemonRollout.NodePods;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonRolloutTest {

  @ParameterizedTest(name = "at most {0} missing: {1} -> {2}")
  @CsvSource({
    // a pod for each node: none, old or new; available, broken or going
    "1, none none, + a b",
    "1, nA none, + b",
    "1, oA oA oA, - a",
    "2, oA oA oA, - a b",
    "50%, oA oA oA, - a b",
    "1, nB oA oA, ''",
    "1, nA oA oA, - b",
    "1, oB oA oA, - a",
    "1, oG oA oA, ''",
    "1, none oA oA, + a"
  })
  void replacesAsManyAsMayBeMissing(String limit, String pods, String steps) {
    assertThat(told(new DaemonRollout(true, limit), nodes(pods))).isEqualTo(steps);
  }

  @Test
  void leavesOldPodsToWhoDeletesThem() {
    assertThat(told(new DaemonRollout(false, "1"), nodes("oA oA"))).isEmpty();
  }

  @Test
  void leavesNodesThatAreNoneForIt() {
    var pod = new Daemon("a", true, true, false, false);
    var rollout = new DaemonRollout(true, "1");
    assertThat(told(rollout, List.of(new NodePods("a", false, false, List.of(pod)))))
        .isEqualTo("- a");
    assertThat(told(rollout, List.of(new NodePods("a", false, true, List.of(pod))))).isEmpty();
    assertThat(told(rollout, List.of(new NodePods("a", false, false, List.of())))).isEmpty();
  }

  private static String told(DaemonRollout rollout, List<NodePods> nodes) {
    var steps = rollout.steps(nodes);
    var words = new ArrayList<String>();
    if (!steps.createOn().isEmpty()) {
      words.add("+");
      words.addAll(steps.createOn());
    }
    if (!steps.delete().isEmpty()) {
      words.add("-");
      words.addAll(steps.delete());
    }
    return String.join(" ", words);
  }

  private static List<NodePods> nodes(String pods) {
    var nodes = new ArrayList<NodePods>();
    for (String pod : Arrays.asList(pods.split(" "))) {
      String name = String.valueOf((char) ('a' + nodes.size()));
      nodes.add(
          new NodePods(
              name,
              true,
              true,
              pod.equals("none")
                  ? List.of()
                  : List.of(
                      new Daemon(
                          name,
                          pod.startsWith("n"),
                          pod.endsWith("A"),
                          pod.endsWith("G"),
                          false))));
    }
    return nodes;
  }
}
