package io.pilothouse.blueprints.patching;

/** One small system told in every dialect that real documents use. */
final class Dialects {
  static final String MERMAID =
      """
      graph TB
          Users[사용자] --> Gate[Application Gateway<br/>+ WAF v2]
          subgraph "VNet (10.1.0.0/16)"
              subgraph "Application Subnet (10.1.1.0/24)"
                  subgraph "AKS Standard Cluster"
                      OrderService[Order Service<br/>Layered Arch<br/>3 replicas, HPA 2-10]:::service
                      PayService[Pay Service<br/>Clean Arch<br/>2 replicas]  \s
                      MailService[Mail Service<br/>2 replicas, HPA 2-4]
                  end
              end
              subgraph "Database Subnet (10.1.2.0/24)"
                  OrderDB[(Order PostgreSQL<br/>Flexible Server<br/>Primary - Zone 1<br/>GP_Standard_D4s_v3)]
                  OrderReplica[Order DB Replica<br/>Zone 2]
                  Backup[Automated Backup<br/>Point-in-time Recovery<br/>14 days retention]
              end
              Cache1[Azure Redis Premium<br/>P1 - 6GB]
          end
          Bus[Azure Service Bus<br/>Premium Tier<br/>sb-orders-prod]
          subgraph "Message Queues"
              PaidQueue[order-paid<br/>Partitioned, 16GB]
              MailQueue[mail-out<br/>5GB]
          end
          %% who calls whom
          Gate --> OrderService & PayService & MailService
          OrderService -->|Private Link| OrderDB
          OrderService -->|Cache-Aside<br/>24h TTL| Cache1
          PayService -->|Cache-Aside<br/>30분 TTL| Cache1
          PayService --> Bus --> PaidQueue
          MailService --> Bus --> MailQueue
          OrderDB -.->|Replication| OrderReplica
          OrderDB -.->|Auto Backup| Backup
          class OrderService,PayService,MailService service
      """;

  static final String PLANTUML =
      """
      @startuml
      !theme mono
      title Clinic

      package "Azure Kubernetes Service (AKS)" {
        [Booking\\nService Pod\\n3 replicas] as Booking
        [Record\\nService Pod\\n2 replicas, HPA 2-8] as Record #white
        [Mail\\nService Pod\\n1 replicas] as Mail
      }
      package "Data" {
        database "Clinic PostgreSQL\\nZone 1\\nStandard_D4s_v3" as ClinicDb
        [Redis Cache\\nPremium\\nP1 6GB] as Cache
      }
      Booking --> ClinicDb : 1. 예약 저장
      Record --> ClinicDb : 2. 기록 조회
      Record -[#blue]-> Cache : 3. 캐시
      Mail --> ClinicDb : 4. 발송
      note right of Mail
        하루 한 번
      end note
      @enduml
      """;

  static final String TABLES =
      """
      # 예약 시스템 설계서 - 운영환경

      ## 2. 개요
      ### 2.1 환경 특성
      - **가용성**: 99.9% (월 43분)

      ## 3. 컴퓨팅
      #### 3.1.1 클러스터 설정
      | 구성 항목 | 설정 값 | 설명 |
      |---|---|---|
      | Kubernetes 버전 | 1.31 | 안정 |

      #### 3.1.2 노드 풀 구성
      **애플리케이션 노드 풀**
      | 구성 항목 | 설정 값 | 설명 |
      |---|---|---|
      | VM 크기 | Standard_D4s_v3 | 4 vCPU |
      | 노드 수 | 3개 | 기본 |
      | 최소 노드 | 3개 | 최소 |
      | 최대 노드 | 10개 | 최대 |
      | 가용 영역 | 1, 2, 3 | 분산 |

      ### 3.3 서비스별 리소스
      | 서비스 | CPU Requests | Memory Requests | CPU Limits | Memory Limits | Replicas |
      |---|---|---|---|---|---|
      | Booking Service | 200m | 512Mi | 1000m | 1Gi | 3 |
      | Fare Service | 200m | 256Mi | 500m | 512Mi | 2 |

      #### 3.3.2 HPA 구성
      ```yaml
      hpa_configuration:
        booking_service:
          min_replicas: 3   # 평시
          max_replicas: 9
        fare_service:
          min_replicas: 2
          max_replicas: 6
      ```

      ### 5.1 Azure Database for PostgreSQL
      **기본 설정**
      | 구성 항목 | 설정 값 | 설명 |
      |---|---|---|
      | SKU | Standard_D4s_v3 | 4 vCPU |
      | 스토리지 | 256GB (Premium SSD) | 빠름 |

      **고가용성**
      | 구성 항목 | 설정 값 | 설명 |
      |---|---|---|
      | HA 모드 | ZoneRedundant | 중복 |
      | Standby Zone | Zone 2 | 대기 |
      | 백업 보존 | 35일 | 최대 |

      ### 5.2 캐시 전략
      ```yaml
      cache_strategy:
        cache_patterns:
          user_session: 30분 TTL
          fares: 4시간 TTL
      ```

      ### 6.1 큐 설계
      ```yaml
      queues:
        seat_hold:
          max_size: 5GB
          duplicate_detection: true
        mail:
          max_size: 1GB
          auto_delete_idle: 14일
      ```

      ### 10.1 목표
      ```yaml
      disaster_recovery:
        rto: 30분 # Recovery Time Objective
        rpo: 15분
      ```
      """;

  /** The tables and fragments in one line, as a copy of a rendered page has them. */
  static final String FLAT =
      TABLES
          .lines()
          .map(String::strip)
          .filter(l -> !l.isEmpty())
          .collect(java.util.stream.Collectors.joining(" "));

  /** Cells on lines of their own and YAML without fences. */
  static final String CELLS =
      """
      원장 데이터베이스 설치 계획서 - 운영환경
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
      """;

  private Dialects() {}
}
