package io.pilothouse.deployer.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pilothouse.deployer.values.SystemValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is said with its path, before anything is sent to a cluster. */
class RefusedValuesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          services: {user-service: {replicas: three}}       | /services/user-service/replicas
          services: {user-service: {replica: 3}}             | replica
          services: {user-service: {port: 8081}}             | /services/user-service/port
          rollout: {strategy: canary}                        | /rollout/strategy
          rolout: {strategy: blueGreen}                      | rolout
          secrets: {store: environment}                      | /secrets/store
          ingress: {controller: traefik}                     | /ingress/controller
          azure: {tenantId: my-company}                      | /azure/tenantId
          destinations: {redis-cache: {cidrs: [10.0.3.0]}}   | /destinations/redis-cache/cidrs/0
          services: {user-service: {config: {password: x}}}  | /services/user-service/config
          alerts: {rules: [{id: x}]}                         | /alerts/rules/0
          alerts: {rules: [{id: x, name: X, severity: critical, metric: mood, comparison: above, threshold: 5, unit: percent, window: 5m}]} | /alerts/rules/0/metric
          alerts: {runbooks: runbooks}                       | /alerts/runbooks
          monitoring: {labels: {release: 1}}                 | /monitoring/labels/release
          monitoring: {adapter: {enabled: yes please}}       | /monitoring/adapter/enabled
          monitoring: {adapter: {also: {queues: ["a b"]}}}   | /monitoring/adapter/also/queues/0
          """)
  void theSchemaNamesThePath(String values, String path) {
    assertThatExceptionOfType(ChartException.class)
        .isThrownBy(() -> render(values))
        .withMessageContaining(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          azure: {tenantId: ''}                                                | azure.tenantId is missing
          azure: {clientIds: {user-service: ''}}                               | azure.clientIds.user-service is missing
          azure: {clientIds: {database-roles: ''}}                             | azure.clientIds.database-roles is missing
          databaseRoles: {elsewhere: {host: h, port: 1, administrator: a, secret: s, roles: {r: {database: d, schema: s, secret: s}}}} | "elsewhere" is not among destinations
          secrets: {vault: ''}                                                 | secrets.vault is missing
          secrets: {store: none}                                               | user-service
          secrets: {store: kubernetes}                                         | secrets.existingSecret is missing
          identity: {workloadIdentity: false}                                  | identity.workloadIdentity is false
          alerts: {enabled: true}                                              | monitoring.collector is azureManagedPrometheus
          monitoring: {adapter: {enabled: true}}                               | it cannot sign in to an Azure Monitor workspace
          services: {user-service: {calls: [billing]}}                         | there is no service "billing"
          services: {user-service: {reaches: [mysql]}}                         | "mysql" is not among destinations
          services: {user-service: {autoscaling: {maxReplicas: 2}}}            | minReplicas 3 is above maxReplicas 2
          """)
  void whatIsMissingForSomethingElseIsNamedWithTheRemedy(String values, String sentence) {
    assertThatExceptionOfType(ChartException.class)
        .isThrownBy(() -> render(values))
        .withMessageContaining(sentence);
  }

  @Test
  void aSystemWithoutValuesIsNotRendered() {
    assertThatExceptionOfType(ChartException.class)
        .isThrownBy(() ->
            ShippedChart.system()
                .render(
                    new ReleaseValues(
                        "x", "x", List.of(), java.util.Map.of(), java.util.Optional.empty())))
        .withMessageContaining("system is missing");
  }

  private String render(String values) throws IOException {
    var release = ShippedChart.release("tripgen-prod");
    var identities = new StringBuilder("azure: {tenantId: %s, clientIds: {");
    var ids = new ArrayList<String>();
    SystemValues.of(ShippedChart.blueprint("tripgen-prod"))
        .identities()
        .forEach(whose -> ids.add(whose + ": " + ShippedChart.SOME_ID));
    Path known =
        Files.writeString(
            folder.resolve("known.yaml"),
            identities.toString().formatted(ShippedChart.SOME_ID) + String.join(", ", ids) + "}}");
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), values);
    assertThat(release.files()).hasSize(1);
    return ShippedChart.system()
        .render(
            new ReleaseValues(
                release.name(),
                release.namespace(),
                List.of(release.files().getFirst(), known, wrong),
                java.util.Map.of(),
                java.util.Optional.empty()));
  }
}
