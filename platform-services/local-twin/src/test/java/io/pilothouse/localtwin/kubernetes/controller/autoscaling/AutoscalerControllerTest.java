package io.pilothouse.localtwin.kubernetes.controller.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.localtwin.kubernetes.ControllerTimings;
import io.pilothouse.localtwin.kubernetes.PodMetricsSource;
import io.pilothouse.localtwin.kubernetes.PodUsage;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.api.WriteOptions;
import io.pilothouse.localtwin.kubernetes.controller.EventRecorder;
import io.pilothouse.localtwin.kubernetes.metrics.PodMetrics;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import io.pilothouse.localtwin.kubernetes.store.ObjectStore;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drives the autoscaler by hand: each evaluation is one call, and time moves only when told. */
class AutoscalerControllerTest {
  private static final ObjectKey KEY = new ObjectKey("trip", "web");

  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private double millicores = 250;
  private double requestsPerSecond;
  private boolean measured = true;
  private ClusterApi api;
  private AutoscalerController autoscaler;

  @BeforeEach
  void cluster() {
    api =
        new ClusterApi(new ObjectStore(1000), BuiltInResources.catalog(), () -> now, new Random(1));
    PodMetricsSource source =
        new PodMetricsSource() {
          @Override
          public Optional<PodUsage> usage(String namespace, String pod) {
            return measured ? Optional.of(new PodUsage(millicores, 1 << 20)) : Optional.empty();
          }

          @Override
          public Map<String, Double> custom(String namespace, String pod) {
            return Map.of("requests_per_second", requestsPerSecond);
          }

          @Override
          public OptionalDouble external(String namespace, String metric) {
            return OptionalDouble.of(50);
          }
        };
    autoscaler =
        new AutoscalerController(
            api,
            new PodMetrics(Optional.of(source), api),
            ControllerTimings.defaults(),
            new EventRecorder(api));
    create(BuiltInResources.NAMESPACES, "", "{\"metadata\":{\"name\":\"trip\"}}");
    create(
        BuiltInResources.DEPLOYMENTS,
        "trip",
        """
        {"metadata":{"name":"web"},"spec":{"replicas":3,"selector":{"matchLabels":{"app":"web"}},
         "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[
          {"name":"web","image":"web:1","resources":{"requests":{"cpu":"500m"}}}]}}}}
        """);
    autoscaler(70, "");
    pods();
  }

  @Test
  void doublesUnderDoubleLoadAndSaysSo() {
    millicores = 700;
    evaluate();
    assertThat(replicas()).isEqualTo(6);
    assertThat(condition("AbleToScale")).isEqualTo("True SucceededRescale");
    assertThat(condition("ScalingActive")).isEqualTo("True ValidMetricFound");
    assertThat(scaler().status().path("desiredReplicas").asInt()).isEqualTo(6);
    assertThat(scaler().status().path("lastScaleTime").asText()).isEqualTo("2026-01-01T12:00:00Z");
    assertThat(
            scaler()
                .status()
                .path("currentMetrics")
                .path(0)
                .path("resource")
                .path("current")
                .path("averageUtilization")
                .asInt())
        .isEqualTo(140);
    assertThat(events())
        .contains(
            "SuccessfulRescale New size: 6; reason: cpu resource utilization (percentage of"
                + " request) above target");
  }

  @Test
  void stopsAtItsMaximum() {
    millicores = 5000;
    evaluate();
    later(15);
    pods();
    evaluate();
    assertThat(replicas()).isEqualTo(10);
    assertThat(condition("ScalingLimited")).isEqualTo("True TooManyReplicas");
  }

  @Test
  void shrinksOnlyAfterFiveQuietMinutes() {
    millicores = 700;
    evaluate();
    pods();
    millicores = 100;
    for (int second = 15; second < 300; second += 15) {
      later(15);
      evaluate();
      assertThat(replicas()).as("after %d s", second).isEqualTo(6);
      assertThat(condition("AbleToScale")).isEqualTo("True ScaleDownStabilized");
    }
    later(15);
    evaluate();
    assertThat(replicas()).isEqualTo(2);
    assertThat(condition("ScalingLimited")).isEqualTo("False DesiredWithinRange");
  }

  @Test
  void obeysTheRateOfItsBehaviour() {
    autoscaler(
        70,
        """
        ,"behavior":{"scaleUp":{"policies":[{"type":"Pods","value":1,"periodSeconds":60}]}}
        """);
    millicores = 1400;
    evaluate();
    assertThat(replicas()).isEqualTo(4);
    assertThat(condition("ScalingLimited")).isEqualTo("True ScaleUpLimit");
    later(15);
    evaluate();
    assertThat(replicas()).as("the period's one pod is spent").isEqualTo(4);
    later(60);
    evaluate();
    assertThat(replicas()).isEqualTo(5);
  }

  @Test
  void theGreediestOfSeveralMetricsWins() {
    requestsPerSecond = 260;
    evaluate();
    assertThat(replicas()).isEqualTo(6); // 3 × 2.6 is 8, limited to twice the current count
    assertThat(condition("ScalingActive")).isEqualTo("True ValidMetricFound");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Object            | {"describedObject":{"apiVersion":"v1","kind":"Service","name":"web"},"metric":{"name":"requests_per_second"},"target":{"type":"Value","value":"200"}}          | 5
          Object            | {"describedObject":{"apiVersion":"v1","kind":"Service","name":"web"},"metric":{"name":"requests_per_second"},"target":{"type":"AverageValue","averageValue":"75"}} | 4
          External          | {"metric":{"name":"backlog"},"target":{"type":"AverageValue","averageValue":"10"}}                                                                                  | 5
          ContainerResource | {"name":"cpu","container":"web","target":{"type":"Utilization","averageUtilization":30}}                                                                             | 5
          """)
  void scalesOnOtherKindsOfMetrics(String type, String source, int expected) {
    create(
        BuiltInResources.SERVICES,
        "trip",
        """
        {"metadata":{"name":"web"},"spec":{"selector":{"app":"web"},"ports":[{"port":80}]}}
        """);
    requestsPerSecond = 100;
    String field = Character.toLowerCase(type.charAt(0)) + type.substring(1);
    autoscaler("[{\"type\":\"" + type + "\",\"" + field + "\":" + source + "}]", "");
    evaluate();
    assertThat(condition("ScalingActive")).isEqualTo("True ValidMetricFound");
    assertThat(replicas()).isEqualTo(expected);
    assertThat(scaler().status().path("currentMetrics").path(0).path(field).path("current"))
        .isNotEmpty();
  }

  @Test
  void isBlindForAnObjectThatIsNotThere() {
    autoscaler(
        """
        [{"type":"Object","object":{"describedObject":{"kind":"Service","name":"gone"},
          "metric":{"name":"requests_per_second"},"target":{"type":"Value","value":"1"}}}]
        """,
        "");
    evaluate();
    assertThat(condition("ScalingActive")).isEqualTo("False FailedGetObjectMetric");
  }

  @Test
  void doesNothingWithoutMetrics() {
    autoscaler("[" + cpu(70) + "]", "");
    measured = false;
    evaluate();
    assertThat(replicas()).isEqualTo(3);
    assertThat(condition("ScalingActive")).isEqualTo("False FailedGetResourceMetric");
    assertThat(events()).contains("FailedGetResourceMetric");
  }

  @Test
  void namesATargetThatIsNotThere() {
    api.delete(
        BuiltInResources.DEPLOYMENTS, KEY, io.pilothouse.localtwin.kubernetes.api.Deletion.now());
    evaluate();
    assertThat(condition("AbleToScale")).isEqualTo("False FailedGetScale");
  }

  private void autoscaler(int cpuPercent, String behavior) {
    autoscaler(
        "["
            + cpu(cpuPercent)
            + """
            ,{"type":"Pods","pods":{"metric":{"name":"requests_per_second"},
              "target":{"type":"AverageValue","averageValue":"100"}}}]
            """,
        behavior);
  }

  private static String cpu(int percent) {
    return """
    {"type":"Resource","resource":{"name":"cpu",
     "target":{"type":"Utilization","averageUtilization":%d}}}
    """
        .formatted(percent);
  }

  private void autoscaler(String metrics, String behavior) {
    if (api.find(BuiltInResources.AUTOSCALERS, KEY).isPresent()) {
      api.delete(
          BuiltInResources.AUTOSCALERS, KEY, io.pilothouse.localtwin.kubernetes.api.Deletion.now());
    }
    create(
        BuiltInResources.AUTOSCALERS,
        "trip",
        """
        {"metadata":{"name":"web"},"spec":{"minReplicas":2,"maxReplicas":10,
         "scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"},
         "metrics":%s%s}}
        """
            .formatted(metrics, behavior));
  }

  /** As many running pods as the deployment wants, as its controllers would make them. */
  private void pods() {
    int have = api.list(BuiltInResources.PODS, Selection.inNamespace("trip")).size();
    for (int i = have; i < replicas(); i++) {
      KubeObject pod =
          create(
              BuiltInResources.PODS,
              "trip",
              """
              {"metadata":{"generateName":"web-","labels":{"app":"web"}},"spec":{"containers":[
                {"name":"web","image":"web:1","resources":{"requests":{"cpu":"500m"}}}]}}
              """);
      String start = now.minusSeconds(600).toString();
      api.modify(
          BuiltInResources.PODS,
          pod.key(),
          ObjectPart.STATUS,
          tree ->
              tree.set(
                  "status",
                  Json.parse(
                      """
                      {"phase":"Running","startTime":"%s","conditions":[
                       {"type":"Ready","status":"True","lastTransitionTime":"%s"}]}
                      """
                          .formatted(start, start))));
    }
  }

  private KubeObject create(ResourceType type, String namespace, String json) {
    var tree = Json.parse(json);
    tree.put("apiVersion", type.apiVersion());
    return api.create(type, namespace, tree, WriteOptions.DEFAULT);
  }

  private void later(int seconds) {
    now = now.plusSeconds(seconds);
  }

  private void evaluate() {
    assertThat(autoscaler.reconcile(KEY)).isPresent();
  }

  private int replicas() {
    return api.get(BuiltInResources.DEPLOYMENTS, KEY).spec().path("replicas").asInt();
  }

  private KubeObject scaler() {
    return api.get(BuiltInResources.AUTOSCALERS, KEY);
  }

  private String condition(String type) {
    var condition = scaler().condition(type);
    return condition.path("status").asText() + " " + condition.path("reason").asText();
  }

  private String events() {
    StringBuilder text = new StringBuilder();
    for (KubeObject event : api.list(BuiltInResources.EVENTS, Selection.inNamespace("trip"))) {
      text.append(event.at("reason").asText()).append(' ').append(event.at("message").asText());
      text.append('\n');
    }
    return text.toString();
  }
}
