package io.pilothouse.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.deployer.azure.PropertyChange;
import io.pilothouse.deployer.azure.ResourceChange.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReleaseDiffTest {
  private static final ReleaseDiff.ObjectKind DEPLOYMENT =
      new ReleaseDiff.ObjectKind("apps/v1", "Deployment");
  private static final String RENDERED =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        paused: false
        template: {spec: {containers: [{name: web, image: "web:2", resources: {limits: {cpu: 500m, memory: 1Gi}}}]}}
      """;
  private static final String LIVE =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, uid: x, annotations: {meta.helm.sh/release-name: shop}}
      spec:
        replicas: 3
        template: {spec: {restartPolicy: Always, containers: [{name: web, image: "web:1", resources: {limits: {cpu: "0.5", memory: 1024Mi}}}]}}
      """;

  private static List<ObjectChange> diff(String rendered, String... live) {
    return ReleaseDiff.of(
        ReleaseDiff.objects(rendered),
        "shop",
        Map.of(
            DEPLOYMENT,
            List.of(live).stream()
                .<JsonNode>map(text -> ReleaseDiff.objects(text).getFirst())
                .toList()));
  }

  @Test
  void onlyWhatTheChartSaysIsComparedAndQuantitiesByWhatTheyAre() {
    assertThat(diff(RENDERED, LIVE))
        .containsExactly(
            new ObjectChange(
                "Deployment",
                "web",
                Kind.MODIFY,
                List.of(
                    new PropertyChange(
                        "spec.template.spec.containers.0.image", "\"web:1\"", "\"web:2\""))));
    assertThat(diff(RENDERED.replace("web:2", "web:1"), LIVE))
        .singleElement()
        .matches(change -> !change.acts());
  }

  @Test
  void whatIsNotThereIsMadeAndWhatTheReleaseNoLongerHasGoes() {
    assertThat(diff(RENDERED)).singleElement().matches(c -> c.change() == Kind.CREATE);
    assertThat(diff(RENDERED.replace("name: web}", "name: other}"), LIVE))
        .extracting(ObjectChange::change)
        .containsExactly(Kind.CREATE, Kind.DELETE);
  }
}
