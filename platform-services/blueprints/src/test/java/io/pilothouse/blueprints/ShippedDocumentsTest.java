package io.pilothouse.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.Cost;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.blueprint.Relation;
import io.pilothouse.sharedmodel.blueprint.Security;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each blueprint that ships holds what its document says, counted and read in the document. */
class ShippedDocumentsTest {
  private final Blueprint kt = load("kt-event-marketing-prod");
  private final Blueprint healthsync = load("healthsync-prod");
  private final Blueprint auth = load("phonebill-auth-prod");
  private final Blueprint production = load("phonebill-prod");
  private final Blueprint development = load("phonebill-dev");

  private static Blueprint load(String key) {
    return ShippedSystems.load(key).orElseThrow();
  }

  @Test
  void eventMarketingHasSevenServicesThatScaleInTheirRanges() {
    assertThat(kt.services())
        .extracting(s ->
            s.name()
                + " "
                + s.architecture().orElseThrow()
                + " "
                + s.replicas()
                + " "
                + s.autoscaling().flatMap(Service.Autoscaling::minReplicas).orElseThrow()
                + "-"
                + s.autoscaling().flatMap(Service.Autoscaling::maxReplicas).orElseThrow())
        .containsExactly(
            "User Service layered 3 2-10",
            "Event Service clean 3 3-15",
            "AI Service clean 2 2-8",
            "Content Service clean 2 2-8",
            "Distribution Service layered 2 2-10",
            "Participation Service layered 2 2-8",
            "Analytics Service layered 2 2-10");
  }

  @Test
  void eventMarketingHasADatabaseForEachServiceAndThreeReplicasInTheSecondZone() {
    assertThat(kt.databaseServers()).hasSize(7);
    assertThat(kt.databaseServers())
        .allSatisfy(d -> {
          assertThat(d.zone()).contains("1");
          assertThat(d.privateEndpoint()).isTrue();
          assertThat(d.backup().orElseThrow().retentionDays()).isEqualTo(35);
        });
    assertThat(kt.databaseServers().stream().flatMap(d -> d.replicas().stream()))
        .extracting(DatabaseServer.Replica::name)
        .containsExactly("User DB Replica", "Event DB Replica", "Analytics DB Replica");
    assertThat(kt.databaseServers().stream().flatMap(d -> d.replicas().stream()))
        .allSatisfy(r -> assertThat(r.zone()).contains("2"));
    assertThat(kt.databaseServers().stream().filter(d -> d.sku().equals("Standard_D4s_v3")))
        .extracting(DatabaseServer::id)
        .containsExactly("event-db", "anal-db");
  }

  @Test
  void eventMarketingHasTenPrivateEndpointsWithAddresses() {
    Network network = kt.network().orElseThrow();
    assertThat(network.subnets())
        .extracting(s -> s.name() + " " + s.addressPrefix())
        .containsExactly(
            "Gateway Subnet 10.0.5.0/24",
            "Application Subnet 10.0.1.0/24",
            "Database Subnet 10.0.2.0/24",
            "Cache Subnet 10.0.3.0/24");
    assertThat(network.privateEndpoints())
        .extracting(e -> e.address().orElseThrow())
        .containsExactly(
            "10.0.2.10",
            "10.0.2.11",
            "10.0.2.12",
            "10.0.2.13",
            "10.0.2.14",
            "10.0.2.15",
            "10.0.2.16",
            "10.0.3.10",
            "10.0.4.10",
            "10.0.6.10");
    assertThat(kt.entrance().flatMap(e -> e.applicationGateway()).orElseThrow().nodePorts())
        .contains("30080-30086");
  }

  @Test
  void eventMarketingGuardsNineExternalSystemsWithBreakers() {
    assertThat(kt.externalSystems())
        .hasSize(9)
        .allSatisfy(e -> assertThat(e.circuitBreakers()).hasSize(1));
    assertThat(kt.externalSystems().get(0).circuitBreakers().getFirst().failureRateThreshold())
        .contains(0.05);
    assertThat(kt.externalSystems().get(1).circuitBreakers().getFirst().timeout())
        .contains(Duration.ofSeconds(10));
    assertThat(kt.externalSystems().get(2).circuitBreakers().getFirst().timeout())
        .contains(Duration.ofSeconds(5));
    assertThat(kt.externalSystems().stream().skip(3))
        .allSatisfy(
            e -> assertThat(e.circuitBreakers().getFirst().caller()).isEqualTo("dist-service"));
  }

  @Test
  void eventMarketingKeepsEveryArrowQueueCacheAndItsCost() {
    assertThat(kt.relations()).hasSize(98);
    assertThat(kt.messageBrokers().getFirst().queues())
        .extracting(q -> q.name() + " " + q.maximumGigabytes().orElseThrow())
        .containsExactly(
            "ai-event-generation 16.0",
            "content-generation 16.0",
            "distribution-jobs 16.0",
            "analytics-aggregation 8.0");
    assertThat(kt.cacheStrategy().orElseThrow().patterns())
        .extracting(p -> p.name() + " " + p.timeToLive())
        .containsExactly("ai-service PT24H", "anal-service PT5M");
    assertThat(kt.cluster().nodePools()).hasSize(2);
    assertThat(kt.cost().flatMap(Cost::statedTotal)).contains(2860.0);
    assertThat(kt.region().disasterRecovery()).contains("koreacentral");
    assertThat(kt.assumed()).contains("region.primary");
  }

  @Test
  void healthSyncHasSixPodsAndTheFlowsOneToTwentyEight() {
    assertThat(healthsync.services())
        .extracting(Component::name)
        .containsExactly(
            "Gateway Pod",
            "User Service Pod",
            "Health Service Pod",
            "Goal Service Pod",
            "Intelligence Service Pod",
            "Batch Service Pod");
    assertThat(IntStream.rangeClosed(1, 28).boxed().toList())
        .allSatisfy(n ->
            assertThat(healthsync.relations().stream().flatMap(r -> r.label().stream()))
                .anyMatch(label -> label.matches(n + "[a-e]?\\. .+")));
    assertThat(
            healthsync.relations().stream()
                .filter(r -> r.label().orElse("").matches("\\d+[a-e]?\\. .+")))
        .hasSize(44);
  }

  @Test
  void healthSyncKeepsItsNotesWordByWord() {
    assertThat(healthsync.statements().get("notes"))
        .hasSize(46)
        .extracting(Blueprint.Statement::value)
        .contains("단일 PostgreSQL로 모든 서비스 데이터 통합", "메시지 순서 보장", "Circuit Breaker 패턴으로 안정성 확보");
    assertThat(healthsync.databaseServers().getFirst().replicas()).hasSize(1);
    assertThat(healthsync.cluster().serviceMesh()).contains("Istio Service Mesh");
    assertThat(healthsync.cluster().ingress()).contains("NGINX Ingress Controller");
    assertThat(healthsync.caches().getFirst().geoReplication()).isTrue();
    assertThat(healthsync.managedServices())
        .extracting(ManagedService::type)
        .contains(
            "blob-storage", "event-hub", "key-vault", "site-recovery", "log-collector", "metrics");
    assertThat(healthsync.changePolicy().orElseThrow().automaticRollback()).isTrue();
  }

  @Test
  void theAuthenticationDatabaseHasItsStandbyReplicasPoolAndBackups() {
    DatabaseServer server = auth.databaseServers().getFirst();
    assertThat(server.version()).contains("15");
    assertThat(server.iops()).contains(3000);
    assertThat(server.zone()).contains("1");
    assertThat(server.standbyZone()).contains("2");
    assertThat(server.highAvailability()).isEqualTo("ZoneRedundant");
    assertThat(server.replicas())
        .extracting(r -> r.location() + " " + r.sku() + " " + r.storageGigabytes().orElseThrow())
        .containsExactly("koreasouth Standard_D2s_v3 128", "koreacentral Standard_D2s_v3 128");
    assertThat(server.replicas().getFirst().promotable()).contains(true);
    assertThat(server.replicas().getFirst().promotionTime()).contains(Duration.ofMinutes(30));
    assertThat(server.replicas().getFirst().dataLoss()).contains(Duration.ofSeconds(5));
    assertThat(server.connectionPool())
        .hasValueSatisfying(pool -> {
          assertThat(pool.maximumPoolSize()).contains(20);
          assertThat(pool.minimumIdle()).contains(5);
          assertThat(pool.connectionTimeout()).contains(Duration.ofSeconds(30));
          assertThat(pool.idleTimeout()).contains(Duration.ofMinutes(10));
          assertThat(pool.maximumLifetime()).contains(Duration.ofMinutes(30));
        });
    assertThat(server.maxConnections()).contains(100);
    assertThat(server.replication().orElseThrow().maximumLag()).contains(Duration.ofSeconds(5));
    assertThat(server.backup().orElseThrow().granularity()).contains(Duration.ofMinutes(5));
    assertThat(auth.objectives().recoveryPoint()).contains(Duration.ofMinutes(5));
    assertThat(auth.objectives().transactionsPerSecond()).contains(500.0);
  }

  @Test
  void theAuthenticationServiceHasItsAlertRulesPasswordPolicyAndCost() {
    assertThat(auth.alertRules())
        .extracting(r -> r.severity() + " " + r.threshold() + " " + r.window() + " " + r.channels())
        .containsExactly(
            "CRITICAL 100.0 PT1M [Teams, Email, SMS]",
            "CRITICAL 90.0 PT5M [Teams, Email]",
            "CRITICAL 95.0 PT3M [Teams, Email]",
            "CRITICAL 85.0 PT2M [Teams]",
            "WARNING 200.0 PT10M [Teams]",
            "WARNING 80.0 PT30M [Teams]");
    assertThat(auth.alertRules().getFirst().comparison()).isEqualTo(AlertRule.Comparison.BELOW);
    Security security = auth.security().orElseThrow();
    assertThat(security.tokens().flatMap(Security.Tokens::algorithm)).contains("RS256");
    assertThat(security.passwords().flatMap(Security.Passwords::minimumLength)).contains(16);
    assertThat(security.passwords().flatMap(Security.Passwords::hashing)).contains("BCrypt");
    assertThat(sum(auth)).isEqualTo(925);
    assertThat(auth.cost().flatMap(Cost::statedTotal)).contains(925.0);
  }

  @Test
  void thePasswordThatStandsInTheDocumentIsReportedByItsPlaceOnly() {
    assertThat(auth.statements().get("database"))
        .filteredOn(s -> s.source().orElseThrow().line() == 302)
        .singleElement()
        .extracting(s -> s.value().toString())
        .asString()
        .contains("not copied");
  }

  @Test
  void phoneBillingStatesATotalThatItsLinesDoNotMake() {
    assertThat(production.cost().flatMap(Cost::statedTotal)).contains(2450.0);
    assertThat(sum(production)).isEqualTo(2550);
    assertThat(production.cost().orElseThrow().lines()).hasSize(9);
    assertThat(sum(development)).isEqualTo(171);
    assertThat(development.cost().flatMap(Cost::statedTotal)).contains(171.0);
    assertThat(development.cost().orElseThrow().lines()).hasSize(7);
  }

  @Test
  void phoneBillingPromisesOtherThingsInProductionThanInDevelopment() {
    assertThat(production.objectives().availability()).contains(0.999);
    assertThat(production.objectives().responseTime()).contains(Duration.ofSeconds(3));
    assertThat(production.objectives().deploymentTime()).contains(Duration.ofMinutes(10));
    assertThat(production.objectives().deploymentDowntime()).contains(Duration.ZERO);
    assertThat(production.objectives().recoveryTime()).contains(Duration.ofMinutes(30));
    assertThat(production.statements().get("roadmap")).hasSize(3);
    assertThat(development.objectives().availability()).contains(0.95);
    assertThat(development.objectives().recoveryTime()).isEmpty();
    assertThat(development.changePolicy().orElseThrow().deploymentStrategy())
        .contains("Rolling Update");
  }

  @Test
  void developmentRunsItsDataServicesAsPods() {
    assertThat(development.databaseServers().getFirst().deployment()).contains("postgresql");
    assertThat(development.databaseServers().getFirst().tier()).isEqualTo("Pod");
    assertThat(development.databaseServers().getFirst().storageGigabytes()).isEqualTo(20);
    assertThat(development.caches().getFirst().deployment()).contains("redis");
    assertThat(development.caches().getFirst().persistence()).isEmpty();
    assertThat(development.entrance()).isEmpty();
    assertThat(development.cluster().nodePools().getFirst().spot()).contains(true);
    assertThat(development.security().flatMap(Security::tokens).orElseThrow().fixedSecret())
        .contains(true);
    assertThat(production.databaseServers().getFirst().deployment()).isEmpty();
    assertThat(production.security().flatMap(Security::secretStore))
        .contains("Azure Key Vault (HSM)");
  }

  @Test
  void aDocumentThatNamesNoVersionOfKubernetesLeavesItOut() {
    assertThat(List.of(kt, healthsync, auth, production, development))
        .allSatisfy(b -> assertThat(b.cluster().kubernetesVersion()).isEqualTo(Optional.empty()));
  }

  @Test
  void everyRelationsTypeIsInUse() {
    assertThat(Relation.Type.values())
        .allSatisfy(type ->
            assertThat(ShippedSystems.keys())
                .anyMatch(k -> load(k).relations().stream().anyMatch(r -> r.type().equals(type))));
  }

  private static double sum(Blueprint blueprint) {
    return blueprint.cost().stream()
        .flatMap(c -> c.lines().stream())
        .mapToDouble(Cost.Line::amount)
        .sum();
  }
}
