package io.pilothouse.blueprints.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.blueprints.BlueprintResult;
import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.text.Note;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.SourceText;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlueprintImporterTest {
  static final String ORDERS =
      """
      orders/design/prod.mmd
      - 비용 최적화: 개발환경 월 $100, 운영환경 월 $1,900
      graph TB
      Users[Shoppers and users<br/>초기 100명] --> Door[Azure Front Door<br/>+ CDN]
      subgraph "Cloud"
      Door --> Gate[Application Gateway<br/>+ WAF v2<br/>Zone Redundant]
      subgraph "VNet (10.1.0.0/16)"
      subgraph "Gateway Subnet (10.1.4.0/24)"
      Gate
      end
      subgraph "Application Subnet (10.1.1.0/24)"
      subgraph "AKS Standard Cluster"
      subgraph "System Node Pool"
      N1[Node 1<br/>Zone 1<br/>D2s_v3]
      N2[Node 2<br/>Zone 2<br/>D2s_v3]
      end
      subgraph "Services"
      OrderService[Order Service<br/>Layered Arch<br/>3 replicas, HPA 2-10]
      PayService[Pay Service<br/>Clean Arch<br/>2 replicas, HPA 2-6]
      end
      end
      end
      subgraph "Database Subnet (10.1.2.0/24)"
      OrderDB[Order PostgreSQL<br/>Flexible Server<br/>Primary - Zone 1<br/>GP_Standard_D4s_v3]
      OrderReplica[Order DB Replica<br/>Zone 2]
      Backup[Automated Backup<br/>Point-in-time Recovery<br/>14 days retention]
      end
      Cache1[Azure Redis Premium<br/>P1 - 6GB]
      end
      Bus[Azure Service Bus<br/>Premium Tier<br/>sb-orders-prod]
      subgraph "Message Queues"
      PaidQueue[order-paid<br/>Partitioned, 16GB<br/>비동기 결제]
      end
      DbEndpoint[Order DB<br/>Private Endpoint<br/>10.1.2.10]
      BusEndpoint[Bus<br/>Private Endpoint<br/>10.1.9.10]
      end
      Mystery[Something else]
      subgraph "External Services"
      CardAPI[카드사 API<br/>승인]
      end
      Gate --> OrderService & PayService
      OrderService -->|Private Link| DbEndpoint --> OrderDB
      OrderService -->|Cache-Aside<br/>24h TTL| Cache1
      PayService --> BusEndpoint --> Bus --> PaidQueue
      OrderDB -.->|Replication| OrderReplica
      OrderDB -.->|Auto Backup| Backup
      PayService -->|Circuit Breaker<br/>실패율 5% 임계값<br/>10초 타임아웃<br/>재시도 없음| CardAPI
      """;

  static ImportResult importText(String name, String text) {
    return BlueprintImporter.importAll(
        List.of(new SourceText("doc", name, text)), ImportRequest.of("orders-prod"));
  }

  static Blueprint blueprint(ImportResult result) {
    return result.blueprint().orElseThrow(() -> new AssertionError(result.notes().toString()));
  }

  @Test
  void makesTypedComponentsOfADrawing() {
    Blueprint orders = blueprint(importText("orders.mmd", ORDERS));
    assertThat(orders.services())
        .extracting(
            Component::id,
            Service::replicas,
            s -> s.autoscaling().flatMap(Service.Autoscaling::minReplicas),
            s -> s.autoscaling().flatMap(Service.Autoscaling::maxReplicas),
            Service::architecture)
        .containsExactly(
            tuple("order-service", 3, Optional.of(2), Optional.of(10), Optional.of("layered")),
            tuple("pay-service", 2, Optional.of(2), Optional.of(6), Optional.of("clean")));
    DatabaseServer server = orders.databaseServers().getFirst();
    assertThat(server)
        .extracting(
            DatabaseServer::tier, DatabaseServer::sku, DatabaseServer::zone, DatabaseServer::subnet)
        .containsExactly(
            "GeneralPurpose", "Standard_D4s_v3", Optional.of("1"), Optional.of("database-subnet"));
    assertThat(server.replicas())
        .extracting(DatabaseServer.Replica::name, DatabaseServer.Replica::zone)
        .containsExactly(tuple("Order DB Replica", Optional.of("2")));
    assertThat(server.backup().orElseThrow().retentionDays()).isEqualTo(14);
    assertThat(orders.network().orElseThrow().subnets()).hasSize(3);
    assertThat(orders.network().orElseThrow().privateEndpoints())
        .extracting(Component::id, Network.PrivateEndpoint::target, Network.PrivateEndpoint::subnet)
        .containsExactly(
            tuple("db-endpoint", "order-db", Optional.of("database-subnet")),
            tuple("bus-endpoint", "bus", Optional.empty()));
    MessageBroker bus = orders.messageBrokers().getFirst();
    assertThat(bus.resourceName()).isEqualTo("sb-orders-prod");
    assertThat(bus.queues())
        .extracting(
            Component::name,
            MessageBroker.Queue::maximumGigabytes,
            MessageBroker.Queue::partitioned)
        .containsExactly(tuple("order-paid", Optional.of(16.0), Optional.of(true)));
    assertThat(orders.cluster().nodePools().getFirst())
        .satisfies(pool -> {
          assertThat(pool.count()).isEqualTo(2);
          assertThat(pool.cpus()).isEqualTo(2);
          assertThat(pool.zones()).containsExactly("1", "2");
        });
    assertThat(orders.cost().orElseThrow().statedTotal()).contains(1900.0);
  }

  @Test
  void readsBreakersAndTimesToLiveFromArrows() {
    Blueprint orders = blueprint(importText("orders.mmd", ORDERS));
    assertThat(orders.externalSystems())
        .singleElement()
        .satisfies(card -> {
          assertThat(card.name()).isEqualTo("카드사 API");
          assertThat(card.circuitBreakers())
              .singleElement()
              .satisfies(breaker -> {
                assertThat(breaker.caller()).isEqualTo("pay-service");
                assertThat(breaker.timeout()).contains(Duration.ofSeconds(10));
                assertThat(breaker.failureRateThreshold()).contains(0.05);
                assertThat(breaker.note()).contains("재시도 없음");
              });
        });
    assertThat(orders.cacheStrategy().orElseThrow().patterns())
        .extracting(p -> p.name(), p -> p.timeToLive())
        .containsExactly(tuple("order-service", Duration.ofHours(24)));
  }

  @Test
  void everyComponentKnowsItsLine() {
    Blueprint orders = blueprint(importText("orders.mmd", ORDERS));
    List<String> lines = ORDERS.lines().toList();
    for (Service service : orders.services()) {
      int line = service.source().orElseThrow().line();
      assertThat(lines.get(line - 1)).contains(service.name());
    }
  }

  @Test
  void listsWhatItAssumesAsksAndDoesNotKnow() {
    ImportResult result = importText("orders.mmd", ORDERS);
    assertThat(result.notes(Kind.NOT_UNDERSTOOD))
        .extracting(Note::message)
        .singleElement()
        .asString()
        .contains("Something else");
    assertThat(result.notes(Kind.QUESTION))
        .extracting(Note::message)
        .singleElement()
        .asString()
        .contains("10.1.9.10");
    assertThat(result.notes(Kind.ASSUMED))
        .extracting(Note::message)
        .anyMatch(m -> m.startsWith("aks.namespace"));
    assertThat(blueprint(result).statements().get("assumed")).isNotEmpty();
    assertThat(blueprint(result).statements().get("labels"))
        .extracting(Blueprint.Statement::value)
        .contains("비동기 결제");
  }

  @Test
  void writesWhatItReadsAndReadsWhatItWrites() {
    Blueprint orders = blueprint(importText("orders.mmd", ORDERS));
    String yaml = BlueprintWriter.write(orders);
    BlueprintResult again = new BlueprintLoader().load("orders.yaml", yaml);
    assertThat(again).isInstanceOf(BlueprintResult.Loaded.class);
    assertThat(BlueprintWriter.write(((BlueprintResult.Loaded) again).blueprint())).isEqualTo(yaml);
    assertThat(BlueprintWriter.write(blueprint(importText("orders.mmd", ORDERS)))).isEqualTo(yaml);
  }

  @Test
  void aTeamsDictionaryGoesFirst() {
    Dictionary own =
        Dictionary.parse("own.yaml", "boxes:\n  - {kind: cache, words: [something else]}\n");
    var request =
        new ImportRequest(
            "orders-prod", "production", Dictionary.shipped().with(own), Optional.empty());
    ImportResult result =
        BlueprintImporter.importAll(List.of(new SourceText("doc", "orders.mmd", ORDERS)), request);
    assertThat(blueprint(result).caches()).extracting(Component::name).contains("Something else");
  }

  @Test
  void readsSeveralFilesOfOneSystem() {
    String table =
        """
        # Orders
        ## 3.3 서비스별 리소스
        | 서비스 | CPU Requests | Memory Requests | Replicas |
        |---|---|---|---|
        | Order Service | 200m | 512Mi | 4 |
        """;
    ImportResult result =
        BlueprintImporter.importAll(
            List.of(
                new SourceText("map", "orders.mmd", ORDERS),
                new SourceText("plan", "orders.md", table)),
            ImportRequest.of("orders-prod"));
    Service order = blueprint(result).services().getFirst();
    assertThat(order.requests()).contains(new Service.Resources("200m", "512Mi"));
    assertThat(order.replicas()).isEqualTo(3);
    assertThat(result.notes(Kind.CONTRADICTION))
        .extracting(Note::message)
        .singleElement()
        .asString()
        .contains("order-service.replicas", "map:");
  }
}
