package io.pilothouse.azureconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.monitor.MonitorManager;
import com.azure.resourcemanager.monitor.fluent.models.ActionGroupResourceInner;
import com.azure.resourcemanager.monitor.fluent.models.MetricAlertResourceInner;
import com.azure.resourcemanager.monitor.models.AggregationTypeEnum;
import com.azure.resourcemanager.monitor.models.EmailReceiver;
import com.azure.resourcemanager.monitor.models.MetricAlertAction;
import com.azure.resourcemanager.monitor.models.MetricAlertSingleResourceMultipleMetricCriteria;
import com.azure.resourcemanager.monitor.models.MetricCriteria;
import com.azure.resourcemanager.monitor.models.Operator;
import com.azure.resourcemanager.monitor.models.WebhookReceiver;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.localtwin.notification.Notification;
import io.pilothouse.localtwin.notification.Notification.Channel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule that Azure's own client writes fires over recorded metrics, is told, and is managed. */
class AlertsContractTest {
  private static final String GROUP = TestEstate.SCOPE.resourceGroup();
  private static final String ALERTS =
      "/subscriptions/%s/providers/Microsoft.AlertsManagement/alerts"
          .formatted(TestEstate.SCOPE.subscription());
  private static final String VERSION = "api-version=2019-03-01";
  private static final String CLUSTER =
      TestEstate.SCOPE.resourceId("Microsoft.ContainerService/managedClusters", "aks");
  private static final String METRIC =
      CLUSTER
          + "/providers/Microsoft.Insights/metrics?api-version=2024-02-01&interval=PT1M"
          + "&aggregation=Average&metricnames=node_cpu_usage_percentage";
  private TestEstate estate;
  private AzureConnection azure;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    estate = new TestEstate(folder);
    estate.clusters.add(TestEstate.cluster("aks"));
    azure = estate.connection();
  }

  @AfterEach
  void close() {
    estate.close();
  }

  @Test
  void firesIsToldByMailAndWebhookAndIsAcknowledged() throws Exception {
    var rest = new RestClient(azure);
    // A rule that finds no data when it is new looks again a minute later.
    await()
        .atMost(Duration.ofSeconds(50))
        .until(() -> !rest.get(METRIC).findValues("average").isEmpty());
    writeRule();

    JsonNode alert =
        await()
            .atMost(Duration.ofSeconds(90))
            .until(
                () ->
                    rest.get(ALERTS + "?" + VERSION + "&monitorCondition=Fired")
                        .path("value")
                        .path(0),
                a -> !a.isMissingNode());
    JsonNode essentials = alert.path("properties").path("essentials");
    assertThat(essentials.path("severity").asText()).isEqualTo("Sev1");
    assertThat(essentials.path("alertState").asText()).isEqualTo("New");
    assertThat(essentials.path("targetResource").asText()).endsWith("/managedClusters/aks");
    assertThat(essentials.path("alertRule").asText()).endsWith("/metricAlerts/busy");

    await().atMost(Duration.ofSeconds(10)).until(() -> estate.notifications().size() == 2);
    assertThat(estate.notifications())
        .extracting(Notification::channel)
        .containsExactlyInAnyOrder(Channel.EMAIL, Channel.WEBHOOK);
    assertThat(estate.notifications())
        .allSatisfy(told -> {
          assertThat(told.alertRule()).isEqualTo("busy");
          assertThat(told.condition()).isEqualTo("Fired");
          assertThat(told.payload()).contains("\"metricValue\":40.0");
        });

    String id = alert.path("id").asText();
    var changed = rest.post(id + "/changestate?" + VERSION + "&newState=Acknowledged", "");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(rest.get(id + "?" + VERSION).at("/properties/essentials/alertState").asText())
        .isEqualTo("Acknowledged");
    assertThat(
            rest.get(id + "/history?" + VERSION)
                .at("/properties/modifications")
                .findValuesAsText("modificationEvent"))
        .containsExactly("StateChange", "AlertCreated");
    assertThat(
            new RestClient(estate.readerConnection())
                .post(id + "/changestate?" + VERSION + "&newState=Closed", "")
                .status())
        .isEqualTo(403);
  }

  private void writeRule() {
    var monitor =
        MonitorManager.authenticate(
                azure.pipeline(),
                new AzureProfile("", TestEstate.SCOPE.subscription(), AzureEnvironment.AZURE))
            .serviceClient();
    ActionGroupResourceInner people =
        monitor
            .getActionGroups()
            .createOrUpdate(
                GROUP,
                "people",
                new ActionGroupResourceInner()
                    .withLocation("global")
                    .withGroupShortName("people")
                    .withEnabled(true)
                    .withEmailReceivers(
                        List.of(
                            new EmailReceiver().withName("m").withEmailAddress("ops@example.com")))
                    .withWebhookReceivers(
                        List.of(
                            new WebhookReceiver()
                                .withName("t")
                                .withServiceUri("https://teams.example.com/x"))));
    var condition = new MetricCriteria();
    condition
        .withName("c")
        .withMetricName("node_cpu_usage_percentage")
        .withTimeAggregation(AggregationTypeEnum.AVERAGE);
    condition.withOperator(Operator.GREATER_THAN).withThreshold(30);
    monitor
        .getMetricAlerts()
        .createOrUpdate(
            GROUP,
            "busy",
            new MetricAlertResourceInner()
                .withLocation("global")
                .withSeverity(1)
                .withEnabled(true)
                .withScopes(List.of(CLUSTER))
                .withEvaluationFrequency(Duration.ofMinutes(1))
                .withWindowSize(Duration.ofMinutes(5))
                .withCriteria(
                    new MetricAlertSingleResourceMultipleMetricCriteria()
                        .withAllOf(List.of(condition)))
                .withActions(List.of(new MetricAlertAction().withActionGroupId(people.id()))));
  }
}
