package io.pilothouse.blueprints.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.SourceText;
import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Documents in the dialects of real ones: flattened, one cell per line, Korean and English. */
class MarkdownImportTest {
  private static final String FLAT =
      "# 예약 시스템 설계서 - 운영환경 ## 2. 개요 ### 2.1 환경 특성 - **가용성**: 99.95% (월 22분) - **사용자**: 5천 명"
          + " ### 2.2 전체 아키텍처 **네트워크 흐름:** - 인터넷 → Azure Front Door + CDN → Application Gateway + WAF"
          + " - Application Gateway → AKS → Application Services - Application Services → Private Endpoints → Azure PostgreSQL/Redis"
          + " ## 3. 컴퓨팅 #### 3.1.1 클러스터 설정 | 구성 항목 | 설정 값 | 설명 | |---|---|---| | Kubernetes 버전 | 1.31 | 안정 | | 프라이빗 클러스터 | true | 보안 |"
          + " #### 3.1.2 노드 풀 구성 **시스템 노드 풀** | 구성 항목 | 설정 값 | 설명 | |---|---|---| | VM 크기 | Standard_D2s_v3 | 2 vCPU | | 노드 수 | 3개 | 기본 | | 최소 노드 | 3개 | 최소 | | 최대 노드 | 5개 | 최대 | | 가용 영역 | 1, 2 | 분산 |"
          + " ### 3.3 서비스별 리소스 | 서비스 | CPU Requests | Memory Requests | CPU Limits | Memory Limits | Replicas | HPA Target | |---|---|---|---|---|---|---| | Booking Service | 200m | 512Mi | 1000m | 1Gi | 3 | CPU 70% |"
          + " #### 3.3.2 HPA 구성 ```yaml hpa_configuration: booking_service: min_replicas: 3 max_replicas: 9 metrics: - cpu: 70% - memory: 80% - custom: queue_length > 10 ```"
          + " ### 4.1 Virtual Network 구성 **서브넷 세부 구성** | 서브넷 이름 | 주소 대역 | 용도 | 특별 설정 | |---|---|---|---| | Database Subnet | 10.0.2.0/24 | PostgreSQL 전용 | Delegation: Microsoft.DBforPostgreSQL |"
          + " #### 4.1.2 보안 그룹 **AKS NSG** | 방향 | 규칙 이름 | 포트 | 소스/대상 | 액션 | |---|---|---|---|---| | 아웃바운드 | Database | 5432 | DatabaseSubnet | Allow |"
          + " ### 5.1 Azure Database for PostgreSQL **기본 설정** | 구성 항목 | 설정 값 | 설명 | |---|---|---| | SKU | Standard_D4s_v3 | 4 vCPU | | 스토리지 | 256GB (Premium SSD) | 빠름 | **고가용성** | 구성 항목 | 설정 값 | 설명 | |---|---|---| | HA 모드 | ZoneRedundant | 중복 |"
          + " ### 5.2 캐시 전략 ```yaml cache_strategy: cache_patterns: user_session: 30분 TTL fares: 4시간 TTL ```"
          + " ### 6.1 큐 설계 ```yaml queues: seat_hold: max_size: 5GB duplicate_detection: true session_support: true mail: max_size: 1GB auto_delete_idle: 14일 ```"
          + " ### 8.1 알림 ```yaml alerting_configuration: critical_alerts: - name: High Error Rate metric: failed_requests > 5% window: 5분 action: PagerDuty + Teams resource_alerts: - name: High CPU metric: cpu > 85% window: 10분 action: Teams ```"
          + " ### 10.1 목표 ```yaml disaster_recovery: rto: 30분 # Recovery Time Objective rpo: 15분 ``` ### 10.2 변경 ```yaml maintenance_windows: scheduled: 매주 일요일 02:00-04:00 KST emergency: 승인 필요 ```"
          + " ### 11.1 비용 | 구성요소 | 사양 | 예상 비용 | 최적화 방안 | |---|---|---|---| | AKS 노드 | D4s_v3 × 6개 | $1,200 | 예약 | | **총합** | | **$2,650** | | ## 12. 그 밖 - 정리되지 않은 문장";

  private static final String LEDGER =
      """
      원장 데이터베이스 설치 계획서 - 운영환경
      1. 개요
      1.1 설치 목적
      - 데이터베이스:
      ledger_main
      2. 요구사항
      2.1 Azure Database for PostgreSQL Flexible Server 구성
      2.1.1 기본 설정
      | 구성 항목 |
      설정 값 |
      비고 |
      | 서버 이름 |
      ledger-postgresql-prod |
      DNS |
      | PostgreSQL 버전 |
      16 |
      안정 |
      | SKU |
      Standard_D4s_v3 |
      4 vCPU |
      3. 고가용성 구성
      3.1 고가용성 설정
      | 구성 항목 |
      설정 값 |
      설명 |
      | Primary Zone |
      Zone 1 |
      기본 |
      | 자동 장애조치 |
      활성화 |
      60초 이내 전환 |
      3.2 읽기 복제본
      읽기_복제본_1:
      위치: "Korea South" # 분산
      사양: "Standard_D2s_v3"
      읽기_복제본_2:
      위치: "Korea Central"
      사양: "Standard_D2s_v3"
      복제_설정:
      복제_지연: "< 5초"
      4. 보안
      4.1 계정
      CREATE USER ledger WITH
      PASSWORD 'Not$0ReallyOurs'
      5. 알림 설정
      Critical_알림:
      서버_다운:
      메트릭: "서버 가용성"
      임계값: "< 100%"
      지속시간: "1분"
      알림채널: "Teams + SMS"
      """;

  @Test
  void readsTheColumnOfItsEnvironmentFromATableWithoutSeparators() {
    ImportResult result =
        BlueprintImporterTest.importText(
            "compare.md",
            """
            # 비교
            ## 6.2 배포 전략
            구분 개발환경 운영환경 비교
            배포 방식 Rolling Update Blue-Green Deployment 운영환경에서 무중단
            성능 기본 성능 나은 성능 운영환경에서 향상

            ## 7. 끝
            """);
    assertThat(BlueprintImporterTest.blueprint(result).changePolicy().orElseThrow())
        .satisfies(p -> assertThat(p.deploymentStrategy()).contains("Blue-Green Deployment"));
    assertThat(result.notes(Kind.QUESTION))
        .singleElement()
        .satisfies(n -> assertThat(n.message()).contains("성능").contains("kept whole"));
  }

  @Test
  void asksWhichOfSeveralDatabasesAValueIsOf() {
    String drawing =
        """
        flowchart TB
        subgraph "Database"
        OrderDB[Order PostgreSQL<br/>Flexible Server]
        BillDB[Bill PostgreSQL<br/>Flexible Server]
        end
        OrderService[Order Service] --> OrderDB
        BillService[Bill Service] --> BillDB
        """;
    String text =
        """
        # PostgreSQL
        ## 1. 공통
        - **백업 보존**: 35일
        ## 2. Order PostgreSQL
        - **백업 보존**: 14일
        """;
    ImportResult result =
        BlueprintImporter.importAll(
            List.of(new SourceText("a", "a.mmd", drawing), new SourceText("b", "b.md", text)),
            ImportRequest.of("orders-prod"));
    Blueprint blueprint = BlueprintImporterTest.blueprint(result);
    assertThat(blueprint.databaseServers())
        .extracting(DatabaseServer::name, d -> d.backup().map(DatabaseServer.Backup::retentionDays))
        .containsExactlyInAnyOrder(
            tuple("Order PostgreSQL", Optional.of(14)), tuple("Bill PostgreSQL", Optional.empty()));
    assertThat(result.notes(Kind.QUESTION))
        .singleElement()
        .satisfies(n -> assertThat(n.message()).contains("order-db").contains("bill-db"));
    assertThat(blueprint.statements().toString()).contains("35일");
  }

  @Test
  void readsAFlattenedDocumentAsTypedFacts() {
    ImportResult result = BlueprintImporterTest.importText("booking.md", FLAT);
    Blueprint booking = BlueprintImporterTest.blueprint(result);
    assertThat(booking.objectives().availability()).contains(0.9995);
    assertThat(booking.objectives().recoveryTime()).contains(Duration.ofMinutes(30));
    assertThat(booking.objectives().recoveryPoint()).contains(Duration.ofMinutes(15));
    assertThat(booking.cluster().kubernetesVersion()).contains("1.31");
    assertThat(booking.cluster().privateCluster()).isTrue();
    assertThat(booking.cluster().nodePools())
        .extracting(Component::id, p -> p.minCount(), p -> p.maxCount(), p -> p.zones())
        .containsExactly(tuple("system-pool", 3, 5, List.of("1", "2")));
    assertThat(booking.services())
        .singleElement()
        .satisfies(s -> {
          assertThat(s.requests()).contains(new Service.Resources("200m", "512Mi"));
          assertThat(s.limits()).contains(new Service.Resources("1000m", "1Gi"));
          assertThat(s.autoscaling().orElseThrow().maxReplicas()).contains(9);
          assertThat(s.autoscaling().orElseThrow().metrics())
              .containsExactly(
                  new Service.MetricTarget(Service.MetricKind.RESOURCE, "cpu", 70),
                  new Service.MetricTarget(Service.MetricKind.RESOURCE, "memory", 80),
                  new Service.MetricTarget(Service.MetricKind.CUSTOM, "queue_length", 10));
        });
    assertThat(booking.network().orElseThrow().subnets())
        .singleElement()
        .satisfies(s -> assertThat(s.delegation()).contains("Microsoft.DBforPostgreSQL"));
    assertThat(booking.network().orElseThrow().securityRules())
        .extracting(r -> r.ports())
        .containsExactly(List.of(5432));
    assertThat(booking.databaseServers())
        .extracting(
            DatabaseServer::sku,
            DatabaseServer::storageGigabytes,
            DatabaseServer::highAvailability,
            DatabaseServer::subnet)
        .containsExactly(
            tuple("Standard_D4s_v3", 256, "ZoneRedundant", Optional.of("database-subnet")));
    assertThat(booking.cacheStrategy().orElseThrow().patterns())
        .extracting(p -> p.name(), p -> p.timeToLive())
        .containsExactly(
            tuple("user_session", Duration.ofMinutes(30)), tuple("fares", Duration.ofHours(4)));
    assertThat(booking.messageBrokers().getFirst().queues())
        .extracting(
            Component::name, MessageBroker.Queue::sessions, MessageBroker.Queue::autoDeleteOnIdle)
        .containsExactly(
            tuple("seat_hold", Optional.of(true), Optional.empty()),
            tuple("mail", Optional.empty(), Optional.of(Duration.ofDays(14))));
    assertThat(booking.alertRules())
        .extracting(
            AlertRule::name,
            AlertRule::severity,
            AlertRule::threshold,
            AlertRule::window,
            AlertRule::channels)
        .containsExactly(
            tuple(
                "High Error Rate",
                AlertRule.Severity.CRITICAL,
                5.0,
                Duration.ofMinutes(5),
                List.of("PagerDuty", "Teams")),
            tuple(
                "High CPU",
                AlertRule.Severity.WARNING,
                85.0,
                Duration.ofMinutes(10),
                List.of("Teams")));
    assertThat(booking.changePolicy().orElseThrow().maintenanceWindows())
        .containsExactly("Sun 02:00-04:00 Asia/Seoul");
    assertThat(booking.cost().orElseThrow().lines()).hasSize(1);
    assertThat(booking.cost().orElseThrow().statedTotal()).contains(2650.0);
    assertThat(booking.relations())
        .extracting(r -> r.from() + " " + r.to())
        .contains(
            "front-door application-gateway",
            "application-gateway booking-service",
            "booking-service postgresql");
    assertThat(booking.statements().values().stream().flatMap(List::stream))
        .extracting(Blueprint.Statement::value)
        .contains("정리되지 않은 문장");
  }

  @Test
  void placesFactsInsideTheOneLine() {
    Blueprint booking =
        BlueprintImporterTest.blueprint(BlueprintImporterTest.importText("booking.md", FLAT));
    var source = booking.sourceOf("aks", "privateCluster").orElseThrow();
    assertThat(source.line()).isEqualTo(1);
    assertThat(FLAT.substring(source.column() - 1)).startsWith("프라이빗 클러스터");
    assertThat(source.section()).contains("3.1.1");
  }

  @Test
  void readsCellsOnLinesOfTheirOwnAndYamlWithoutFences() {
    ImportResult result = BlueprintImporterTest.importText("ledger.md", LEDGER);
    Blueprint ledger = BlueprintImporterTest.blueprint(result);
    DatabaseServer server = ledger.databaseServers().getFirst();
    assertThat(server.resourceName()).isEqualTo("ledger-postgresql-prod");
    assertThat(server.version()).contains("16");
    assertThat(server.zone()).contains("1");
    assertThat(server.databases())
        .extracting(DatabaseServer.Database::name)
        .containsExactly("ledger_main");
    assertThat(server.replication().orElseThrow().maximumLag()).contains(Duration.ofSeconds(5));
    assertThat(server.replication().orElseThrow().failoverTime()).contains(Duration.ofSeconds(60));
    assertThat(server.replicas())
        .extracting(Component::id, DatabaseServer.Replica::location)
        .containsExactly(tuple("replica-1", "koreasouth"), tuple("replica-2", "koreacentral"));
    assertThat(ledger.alertRules())
        .extracting(AlertRule::id, AlertRule::comparison, AlertRule::channels)
        .containsExactly(tuple("server-down", AlertRule.Comparison.BELOW, List.of("Teams", "SMS")));
  }

  @Test
  void neverCopiesAPassword() {
    ImportResult result = BlueprintImporterTest.importText("ledger.md", LEDGER);
    assertThat(BlueprintWriter.write(BlueprintImporterTest.blueprint(result)))
        .doesNotContain("Not$0");
    assertThat(result.notes()).noneMatch(n -> n.toString().contains("Not$0"));
    assertThat(result.notes(Kind.READING))
        .anySatisfy(n -> {
          assertThat(n.message()).contains("secret");
          assertThat(LEDGER.lines().toList().get(n.place().line() - 1)).startsWith("PASSWORD");
        });
  }

  @Test
  void readsOneEnvironmentOfADocumentOfTwo() {
    String both =
        """
        # 요금 시스템
        ## 9. SLA 지표
        ```yaml
        sla_comparison:
          metrics:
            availability:
              development: "95%"
              production: "99.9%"
            response_time:
              development: "< 10초"
              production: "< 3초"
        ```
        """;
    Blueprint production =
        BlueprintImporterTest.blueprint(BlueprintImporterTest.importText("both.md", both));
    assertThat(production.objectives().availability()).contains(0.999);
    assertThat(production.objectives().responseTime()).contains(Duration.ofSeconds(3));
  }
}
