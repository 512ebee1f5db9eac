package io.pilothouse.operations.world;

import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.CacheStrategy;
import io.pilothouse.sharedmodel.blueprint.ChangePolicy;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.Document;
import io.pilothouse.sharedmodel.blueprint.Entrance;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.blueprint.Objectives;
import io.pilothouse.sharedmodel.blueprint.Region;
import io.pilothouse.sharedmodel.blueprint.Relation;
import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.blueprint.Subnet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small blueprint in the shape of TripGen's: two services, a server with its replicas, a cache.
 */
public final class TripGen {
  public static final String NAMESPACE = "tripgen-prod";
  private final List<AlertRule> rules = new ArrayList<>();
  private Optional<ChangePolicy> policy = Optional.empty();

  public static TripGen system() {
    return new TripGen();
  }

  public TripGen rule(
      String metric, double threshold, String unit, Duration window, AlertRule.Severity severity) {
    rules.add(
        new AlertRule(
            metric.replace('_', '-'),
            metric,
            severity,
            metric,
            AlertRule.Comparison.ABOVE,
            threshold,
            unit,
            window,
            List.of("Teams"),
            Optional.empty()));
    return this;
  }

  public TripGen changePolicy(String window, boolean approval) {
    policy =
        Optional.of(
            new ChangePolicy(
                List.of(window),
                Optional.empty(),
                approval,
                true,
                true,
                Optional.empty(),
                true,
                Optional.empty()));
    return this;
  }

  public Blueprint blueprint() {
    return new Blueprint(
        "pilothouse.io/v1",
        "tripgen-prod",
        "TripGen",
        "production",
        List.of(new Document("tripgen", "tripgen.md", "TripGen")),
        new Region("koreacentral", Optional.of("koreasouth"), "Asia/Seoul"),
        new Objectives(
            Optional.of(0.999),
            Optional.of(Duration.ofSeconds(5)),
            Optional.of(Duration.ofMinutes(30)),
            Optional.of(Duration.ofMinutes(15)),
            Optional.of(Duration.ofSeconds(60)),
            Optional.of(Duration.ofMinutes(5)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Optional.of(
            new Entrance(
                Optional.of(
                    new Entrance.FrontDoor(
                        "front-door", "Front Door", true, true, Optional.empty())),
                Optional.empty())),
        Optional.of(network()),
        cluster(),
        List.of(
            service("user-service", Optional.of(autoscaling(3, 10))),
            service("location-service", Optional.empty())),
        List.of(server()),
        List.of(cache()),
        Optional.of(
            new CacheStrategy(
                Optional.of(tier("Caffeine")),
                Optional.of(tier("Redis")),
                List.of(),
                Optional.of(0.95),
                Optional.empty())),
        List.of(broker()),
        List.of(
            new ManagedService(
                "key-vault",
                "Key Vault",
                "key-vault",
                Optional.empty(),
                Optional.of("Premium"),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty())),
        List.of(),
        relations(),
        List.of(),
        rules,
        policy,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of());
  }

  private static Network network() {
    return new Network(
        "vnet",
        "vnet-tripgen",
        "10.0.0.0/16",
        List.of(
            subnet("application-subnet", "10.0.1.0/24"), subnet("database-subnet", "10.0.2.0/24")),
        List.of(
            new Network.PrivateEndpoint(
                "redis-endpoint",
                "Redis endpoint",
                "redis",
                Optional.of("application-subnet"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static Subnet subnet(String id, String prefix) {
    return new Subnet(
        id,
        id,
        prefix,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static Cluster cluster() {
    return new Cluster(
        "aks",
        "AKS",
        Optional.of("aks-tripgen-prod"),
        Optional.of("1.29"),
        Optional.of("Standard"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true,
        NAMESPACE,
        Optional.of("application-subnet"),
        List.of(
            new Cluster.NodePool(
                "application-pool",
                "apppool",
                "User",
                "Standard_D4s_v3",
                4,
                "16Gi",
                3,
                true,
                3,
                10,
                List.of("1", "2", "3"),
                List.of(),
                Optional.empty(),
                Optional.empty())),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<Service.Autoscaling> none() {
    return Optional.empty();
  }

  private static Service.Autoscaling autoscaling(int min, int max) {
    return new Service.Autoscaling(
        Optional.of(min),
        Optional.of(max),
        List.of(new Service.MetricTarget(Service.MetricKind.RESOURCE, "cpu", 70)),
        Optional.empty());
  }

  private static Service service(String id, Optional<Service.Autoscaling> autoscaling) {
    return new Service(
        id,
        id,
        id,
        Optional.of("application-pool"),
        Optional.of(new Service.Resources("200m", "512Mi")),
        Optional.empty(),
        3,
        autoscaling.or(TripGen::none),
        Optional.of(2),
        Optional.empty(),
        Optional.empty(),
        8080,
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  private static DatabaseServer server() {
    return new DatabaseServer(
        "database",
        "PostgreSQL",
        "psql-tripgen-prod",
        Optional.empty(),
        Optional.empty(),
        5432,
        Optional.of("15"),
        "GeneralPurpose",
        "Standard_D4s_v3",
        256,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "koreacentral",
        Optional.of("1"),
        "ZoneRedundant",
        Optional.of("2"),
        List.of(
            replica("database-replica-1", "psql-tripgen-replica-1", "Korea South"),
            replica("database-replica-2", "psql-tripgen-replica-2", "Korea Central")),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.of(100),
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new DatabaseServer.ReplicationObjective(
                Optional.of(Duration.ofSeconds(5)),
                Optional.of(Duration.ofSeconds(60)),
                true,
                Optional.empty())),
        Optional.of("database-subnet"),
        Optional.empty());
  }

  private static DatabaseServer.Replica replica(String id, String resource, String location) {
    return new DatabaseServer.Replica(
        id,
        id,
        resource,
        location,
        Optional.empty(),
        "GeneralPurpose",
        "Standard_D2s_v3",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Cache cache() {
    return new Cache(
        "redis",
        "Redis",
        "redis-tripgen-prod",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        6380,
        "Premium",
        Optional.of("P2"),
        Optional.of(6.0),
        true,
        3,
        1,
        true,
        Optional.empty(),
        true,
        true,
        false,
        Optional.empty(),
        Optional.empty());
  }

  private static CacheStrategy.Tier tier(String technology) {
    return new CacheStrategy.Tier(
        technology, Duration.ofMinutes(5), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static MessageBroker broker() {
    return new MessageBroker(
        "service-bus",
        "Service Bus",
        "sb-tripgen-prod",
        "Premium",
        Optional.of(4),
        Optional.of("koreasouth"),
        true,
        Optional.empty(),
        true,
        Optional.empty(),
        List.of(
            new MessageBroker.Queue(
                "queue-schedule",
                "ai-schedule-generation",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(true),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        List.of(),
        Optional.empty());
  }

  private static List<Relation> relations() {
    return List.of(
        relation("front-door", "aks", Relation.Type.REQUEST),
        relation("user-service", "database", Relation.Type.DATA),
        relation("user-service", "redis-endpoint", Relation.Type.CACHE),
        relation("database", "database-replica-1", Relation.Type.REPLICATION));
  }

  private static Relation relation(String from, String to, Relation.Type type) {
    return new Relation(from, to, type, Optional.empty(), Optional.empty());
  }
}
