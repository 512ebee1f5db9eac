package io.pilothouse.desktopapp.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.pilothouse.sharedmodel.conformance.Conformance;
import io.pilothouse.sharedmodel.conformance.Difference;
import io.pilothouse.sharedmodel.conformance.Difference.Kind;
import io.pilothouse.sharedmodel.estate.Connection;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The shipped document held against a live twin that people change behind its back. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LiveDesignTest {
  private static final String NAMESPACE = "production";

  @RegisterExtension static final OpenTwin OPEN = new OpenTwin();

  private record Made(String component, String field, Kind kind, String line) {}

  private final List<Made> made = new ArrayList<>();

  @Test
  void findsWhatWasChangedByHandWithItsLineAndNothingBefore() throws Exception {
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(() -> assertThat(conformance().checked()).isGreaterThan(150));
    assertThat(conformance().differences()).isEmpty();
    assertThat(conformance().ambiguities()).isEmpty();

    changeTheCluster();
    changeAzure();

    assertThat(made).hasSize(20);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(made.stream().filter(this::found)).hasSize(20));
    assertThat(conformance().differences())
        .as("nothing else differs")
        .allSatisfy(d -> assertThat(made.stream().filter(m -> same(m, d))).isNotEmpty());
  }

  private void changeTheCluster() {
    Config config = Config.fromKubeconfig(new File(OPEN.twin().endpoints().kubeconfig()));
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      var scalers = client.autoscaling().v2().horizontalPodAutoscalers().inNamespace(NAMESPACE);
      merge(scalers.withName("trip-service"), "{'spec':{'maxReplicas':12}}");
      made("trip-service", "autoscaling.maxReplicas", Kind.DIFFERENT, "tripgen:1:3316");
      merge(scalers.withName("ai-service"), "{'spec':{'minReplicas':1}}");
      made("ai-service", "autoscaling.minReplicas", Kind.DIFFERENT, "tripgen:1:3431");
      scalers.withName("user-service").delete();
      made("user-service", "autoscaling", Kind.ABSENT, "tripgen:1:3199");

      var budgets = client.policy().v1().podDisruptionBudget().inNamespace(NAMESPACE);
      merge(budgets.withName("user-service"), "{'spec':{'minAvailable':1}}");
      made("user-service", "minAvailable", Kind.DIFFERENT, "tripgen:1:2503");
      budgets.withName("location-service").delete();
      made("location-service", "minAvailable", Kind.ABSENT, "tripgen:1:2606");

      var deployments = client.apps().deployments().inNamespace(NAMESPACE);
      strategic(
          deployments.withName("trip-service"),
          container("trip-service", "requests", "cpu", "250m"));
      made("trip-service", "requests.cpu", Kind.DIFFERENT, "tripgen:1:2949");
      strategic(
          deployments.withName("location-service"),
          container("location-service", "limits", "memory", "2Gi"));
      made("location-service", "limits.memory", Kind.DIFFERENT, "tripgen:1:3064");
      merge(
          deployments.withName("location-service"),
          "{'spec':{'replicas':3,'template':{'spec':{'topologySpreadConstraints':null}}}}");
      made("location-service", "replicas", Kind.DIFFERENT, "tripgen:1:3064");
      made("location-service", "spread.acrossZones", Kind.DIFFERENT, "tripgen:1:2339");
      client
          .apps()
          .deployments()
          .inNamespace(NAMESPACE)
          .resource(stray(deployments.withName("ai-service").require()))
          .create();
      made("debug-shell", "", Kind.UNDECLARED, "");

      merge(
          client
              .network()
              .v1()
              .networkPolicies()
              .inNamespace(NAMESPACE)
              .withName("production-network-policy"),
          "{'spec':{'egress':[{'ports':[{'protocol':'TCP','port':443}]}]}}");
      made("production-network-policy", "egress", Kind.DIFFERENT, "tripgen:1:6051");
    }
  }

  private void changeAzure() throws Exception {
    azure(
        "PATCH",
        "Microsoft.DBforPostgreSQL/flexibleServers/postgresql-server",
        "{'properties':{'backup':{'backupRetentionDays':14}}}");
    made("postgresql-server", "backup.retentionDays", Kind.DIFFERENT, "tripgen:1:9111");
    azure(
        "PATCH",
        "Microsoft.Cache/redis/redis-cache",
        "{'properties':{'redisConfiguration':{'rdb-backup-frequency':'360'}}}");
    made("redis-cache", "persistence.snapshotInterval", Kind.DIFFERENT, "tripgen:1:8536");
    azure(
        "PUT",
        "Microsoft.ServiceBus/namespaces/sb-tripgen-prod/queues/location_search",
        "{'properties':{'maxSizeInMegabytes':2048,'requiresDuplicateDetection':false,"
            + "'autoDeleteOnIdle':'P7D'}}");
    made("queue-location-search", "autoDeleteOnIdle", Kind.DIFFERENT, "tripgen:1:9945");
    azure("PATCH", "Microsoft.ServiceBus/namespaces/sb-tripgen-prod", "{'sku':{'capacity':2}}");
    made("sb-tripgen-prod", "messagingUnits", Kind.DIFFERENT, "tripgen:1:9547");
    azure(
        "PATCH",
        "Microsoft.Insights/metricAlerts/high-cpu-usage",
        "{'properties':{'windowSize':'PT30M'}}");
    made("high-cpu-usage", "window", Kind.DIFFERENT, "tripgen:1:13012");
    azure(
        "PUT",
        "Microsoft.Network/virtualNetworks/vnet/subnets/cache-subnet",
        "{'properties':{'addressPrefix':'10.0.30.0/24',"
            + "'serviceEndpoints':[{'service':'Microsoft.Cache'}]}}");
    made("cache-subnet", "addressPrefix", Kind.DIFFERENT, "tripgen:1:4308");
    azure(
        "PATCH",
        "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/"
            + "application-gateway-firewall-policy",
        "{'properties':{'policySettings':{'mode':'Detection'}}}");
    made("application-gateway", "firewall.mode", Kind.DIFFERENT, "tripgen:1:5596");
    azure(
        "PATCH",
        "Microsoft.KeyVault/vaults/key-vault",
        "{'properties':{'sku':{'family':'A','name':'standard'}}}");
    made("key-vault", "sku", Kind.DIFFERENT, "tripgen:1:11916");
    azure(
        "DELETE",
        "Microsoft.ServiceBus/namespaces/sb-tripgen-prod/topics/system_events/subscriptions/"
            + "audit_subscription",
        "");
    made("topic-system-events", "subscriptions", Kind.ABSENT, "tripgen:1:10087");
  }

  private static void azure(String method, String resource, String body) throws Exception {
    Connection.Azure azure = OPEN.twin().connection().azure().orElseThrow();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "%s/subscriptions/%s/resourceGroups/%s/providers/%s?api-version=2024-01-01"
                              .formatted(
                                  azure.endpoint().orElseThrow(),
                                  azure.subscription(),
                                  azure.resourceGroup(),
                                  resource)))
                  .header(
                      "Authorization",
                      "Bearer "
                          + Files.readString(Path.of(azure.tokenFile().orElseThrow())).strip())
                  .header("Content-Type", "application/json")
                  .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(resource + ": " + answer.body()).isBetween(200, 204);
    }
  }

  private static io.fabric8.kubernetes.api.model.apps.Deployment stray(
      io.fabric8.kubernetes.api.model.apps.Deployment like) {
    return like.edit()
        .withNewMetadata()
        .withName("debug-shell")
        .withNamespace(NAMESPACE)
        .endMetadata()
        .withStatus(null)
        .editSpec()
        .withReplicas(0)
        .withNewSelector()
        .addToMatchLabels("app", "debug-shell")
        .endSelector()
        .editTemplate()
        .withNewMetadata()
        .addToLabels("app", "debug-shell")
        .endMetadata()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static String container(String name, String group, String resource, String amount) {
    return "{'spec':{'template':{'spec':{'containers':[{'name':'%s','resources':{'%s':{'%s':'%s'}}}]}}}}"
        .formatted(name, group, resource, amount);
  }

  private static void merge(Resource<?> resource, String json) {
    resource.patch(PatchContext.of(PatchType.JSON_MERGE), json.replace('\'', '"'));
  }

  private static void strategic(Resource<?> resource, String json) {
    resource.patch(PatchContext.of(PatchType.STRATEGIC_MERGE), json.replace('\'', '"'));
  }

  private void made(String component, String field, Kind kind, String line) {
    made.add(new Made(component, field, kind, line));
  }

  private boolean found(Made change) {
    return conformance().differences().stream()
        .filter(d -> same(change, d))
        .anyMatch(d ->
            d.source()
                .map(s -> s.toString().startsWith(change.line() + " "))
                .orElse(change.line().isEmpty()));
  }

  private static boolean same(Made change, Difference difference) {
    return difference.component().equals(change.component())
        && difference.field().equals(change.field())
        && difference.kind() == change.kind();
  }

  private static Conformance conformance() {
    return OPEN.session().current().conformance();
  }
}
