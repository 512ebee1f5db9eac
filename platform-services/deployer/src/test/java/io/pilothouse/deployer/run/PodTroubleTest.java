package io.pilothouse.deployer.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodTroubleTest {
  @Test
  void eachReasonIsSaidOnceWithHowManyPodsHaveIt() throws Exception {
    String pulls =
        "containerStatuses: [{state: {waiting: {reason: ImagePullBackOff, message: no such image}}}]";
    assertThat(
            PodTrouble.of(
                List.of(
                    pod("one", pulls),
                    pod("one", pulls),
                    pod(
                        "one",
                        "containerStatuses: [{state: {waiting: {reason: ContainerCreating}}}]"),
                    pod(
                        "one",
                        "conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: 0/3 nodes}]"),
                    pod(
                        "one",
                        "conditions: [{type: PodScheduled, status: 'True'}, {type: Ready, status: 'False', reason: ContainersNotReady}]"),
                    pod("one", "conditions: [{type: Ready, status: 'True'}]"),
                    pod("one", "phase: Succeeded"),
                    pod("other", pulls)),
                "one"))
        .containsExactlyInAnyOrder(
            new PodTrouble("ImagePullBackOff", "no such image", 2, false),
            new PodTrouble("ContainerCreating", "", 1, true),
            new PodTrouble("Unschedulable", "0/3 nodes", 1, false),
            new PodTrouble("ContainersNotReady", "", 1, true));
  }

  private static JsonNode pod(String release, String status) throws Exception {
    return new YAMLMapper()
        .readTree(
            "metadata: {labels: {app.kubernetes.io/instance: %s}}\nstatus: {%s}"
                .formatted(release, status));
  }
}
