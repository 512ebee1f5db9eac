package io.pilothouse.operations.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.pilothouse.operations.Sources;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.ApplicationGateway;
import io.pilothouse.sharedmodel.estate.Coverage;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.FirewallPolicy;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.KeyVault;
import io.pilothouse.sharedmodel.estate.LabelSelector;
import io.pilothouse.sharedmodel.estate.ManagedCluster;
import io.pilothouse.sharedmodel.estate.MetricAlertRule;
import io.pilothouse.sharedmodel.estate.NetworkPolicy;
import io.pilothouse.sharedmodel.estate.NetworkSecurityGroup;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.PodDisruptionBudget;
import io.pilothouse.sharedmodel.estate.PodTemplate;
import io.pilothouse.sharedmodel.estate.PrivateEndpoint;
import io.pilothouse.sharedmodel.estate.Quantity;
import io.pilothouse.sharedmodel.estate.RedisCache;
import io.pilothouse.sharedmodel.estate.Reducer;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.ResourceKind;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.estate.VirtualNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small shop: its design, and a live system that is exactly so but for what a test changes. */
final class Shop {
  static final Instant NOW = Instant.parse("2026-03-02T03:00:00Z");
  static final String GROUP = "/subscriptions/s/resourcegroups/shop/providers/";

  private static final String DESIGN =
      """
      {"apiVersion": "pilothouse.io/v1", "system": "shop-prod", "name": "Shop",
       "environment": "production",
       "documents": [{"id": "shop", "file": "shop.md", "title": "Shop"}],
       "region": {"primary": "koreacentral", "timeZone": "Asia/Seoul"},
       "objectives": {"recoveryTime": "PT30M", "availability": 0.999, "source": "shop:90"},
       "entrance": {"applicationGateway": {"id": "gateway", "name": "Gateway", "sku": "WAF_v2",
         "capacity": 2, "autoscaling": true, "zones": ["1", "2"], "privateAddress": "10.0.4.10",
         "firewall": {"policy": "OWASP", "mode": "Prevention", "requestsPerMinutePerAddress": 100,
           "blockedCountries": ["CN"], "source": "shop:12"}, "source": "shop:10"}},
       "network": {"id": "vnet", "name": "Shop network", "addressSpace": "10.0.0.0/16",
         "source": "shop:20",
         "subnets": [
           {"id": "app-subnet", "name": "App Subnet", "addressPrefix": "10.0.1.0/24",
            "source": "shop:21"},
           {"id": "data-subnet", "name": "Data Subnet", "addressPrefix": "10.0.2.0/24",
            "delegation": "Microsoft.DBforPostgreSQL", "source": "shop:22"}],
         "privateEndpoints": [{"id": "pe-redis", "name": "redis", "target": "cache",
           "subnet": "app-subnet", "source": "shop:23"}],
         "securityRules": [{"group": "app-nsg", "direction": "inbound", "name": "HTTPS",
           "ports": [443], "peer": "Internet", "action": "allow", "source": "shop:24"}],
         "networkPolicies": [{"name": "shop-policy", "podSelector": {"tier": "application"},
           "ingress": [{"namespace": "kube-system", "ports": [8080]}],
           "egress": [{"pods": {"app": "db"}, "ports": [5432]}, {"ports": [443]}],
           "source": "shop:25"}]},
       "cluster": {"id": "aks", "name": "AKS", "kubernetesVersion": "1.29", "tier": "Standard",
         "networkPlugin": "Azure CNI", "privateCluster": true, "namespace": "shop",
         "source": "shop:30",
         "nodePools": [{"id": "application-pool", "name": "apps", "mode": "User",
           "vmSize": "Standard_D4s_v3", "cpus": 4, "memory": "16Gi", "count": 3,
           "autoscaling": true, "minCount": 3, "maxCount": 10, "zones": ["1", "2"],
           "taints": ["app=true:NoSchedule"], "source": "shop:31"}],
         "spread": {"acrossZones": true, "antiAffinityByNode": true, "source": "shop:32"}},
       "services": [
         {"id": "orders", "name": "Orders", "deployment": "orders", "nodePool": "application-pool",
          "requests": {"cpu": "500m", "memory": "1Gi"}, "limits": {"cpu": "1", "memory": "2Gi"},
          "replicas": 3, "minAvailable": 2, "port": 8080, "source": "shop:40",
          "autoscaling": {"minReplicas": 3, "maxReplicas": 10, "source": "shop:41",
            "metrics": [{"kind": "resource", "name": "cpu", "target": 70}]}},
         {"id": "mails", "name": "Mails", "deployment": "mails", "replicas": 2, "port": 8080,
          "source": "shop:45"}],
       "databaseServers": [{"id": "database", "name": "Database", "resourceName": "psql-shop",
         "port": 5432, "version": "15", "tier": "GeneralPurpose", "sku": "Standard_D4s_v3",
         "storageGigabytes": 256, "location": "koreacentral", "zone": "1",
         "highAvailability": "ZoneRedundant", "standbyZone": "2", "privateEndpoint": false,
         "source": "shop:50",
         "backup": {"retentionDays": 35, "geoRedundant": true, "pointInTimeRestore": true,
           "source": "shop:51"},
         "replicas": [{"id": "database-replica", "name": "Replica",
           "resourceName": "psql-shop-replica", "location": "Korea South",
           "tier": "GeneralPurpose", "sku": "Standard_D2s_v3", "source": "shop:52"}]}],
       "caches": [{"id": "cache", "name": "Cache", "resourceName": "redis-shop", "port": 6380,
         "tier": "Premium", "capacity": "P2", "clustering": true, "shards": 3,
         "replicasPerShard": 1, "zoneRedundant": true, "authenticationRequired": true,
         "privateEndpoint": true, "geoReplication": false, "source": "shop:60",
         "persistence": {"snapshotInterval": "PT60M", "appendOnly": false, "source": "shop:61"}}],
       "messageBrokers": [{"id": "bus", "name": "Bus", "resourceName": "sb-shop",
         "tier": "Premium", "messagingUnits": 4, "pairedRegion": "koreasouth",
         "privateEndpoint": false, "managedIdentity": true, "source": "shop:70",
         "queues": [{"id": "queue-orders", "name": "orders", "maximumGigabytes": 5,
           "duplicateDetection": true, "sessions": true, "deadLettering": true,
           "autoDeleteOnIdle": "P14D", "source": "shop:71"}],
         "topics": [{"id": "topic-events", "name": "events", "subscriptions": ["audit"],
           "source": "shop:72"}]}],
       "managedServices": [{"id": "vault", "name": "Vault", "type": "key-vault",
         "sku": "Premium (HSM)", "source": "shop:75"}],
       "alertRules": [{"id": "high-cpu", "name": "High CPU", "severity": "critical",
         "metric": "cpu", "comparison": "above", "threshold": 85, "unit": "percent",
         "window": "PT10M", "source": "shop:80"}],
       "sources": {"orders.minAvailable": "shop:42", "database.storageGigabytes": "shop:53"}}
      """;

  private final List<Resource> live = new ArrayList<>(asDesigned());

  static Blueprint design() {
    return design(DESIGN);
  }

  /** The design with some of its text replaced. */
  static Blueprint design(String before, String after) {
    return design(DESIGN.replace(before, after));
  }

  /** The design with one of its values said by no document. */
  static Blueprint assuming(String key) {
    return assuming(key, "", "");
  }

  /** The same, with some of its text replaced. */
  static Blueprint assuming(String key, String before, String after) {
    return design(
        DESIGN
            .replace(before, after)
            .replace(
                " \"sources\": {",
                " \"statements\": {\"assumed\": [{\"key\": \""
                    + key
                    + "\", \"value\": \"\"}]},"
                    + " \"sources\": {"));
  }

  private static Blueprint design(String json) {
    try {
      return JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build()
          .readValue(json, Blueprint.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  Shop but(Resource changed) {
    live.removeIf(r -> r.id().equals(changed.id()));
    live.add(changed);
    return this;
  }

  Shop without(Resource gone) {
    live.removeIf(r -> r.id().equals(gone.id()));
    return this;
  }

  Snapshot snapshot() {
    return told(EnumSet.allOf(ResourceKind.class), Sources.KUBERNETES, Sources.AZURE_RESOURCES);
  }

  /** What the sources told, who list these kinds in full. */
  Snapshot told(EnumSet<ResourceKind> listed, SourceId... sources) {
    Snapshot snapshot = Snapshot.empty();
    for (SourceId source : sources) {
      boolean cluster = source.equals(Sources.KUBERNETES);
      List<Resource> its =
          live.stream().filter(r -> r.id().value().startsWith("k8s:") == cluster).toList();
      snapshot =
          Reducer.reduce(
              snapshot,
              List.of(
                  new Observation.Resynced(source, 1, NOW, its),
                  new Observation.Covered(source, 2, NOW, Coverage.of(listed))));
    }
    return snapshot;
  }

  private static List<Resource> asDesigned() {
    return List.of(
        orders(),
        mails(),
        autoscaler(),
        budget(),
        policy(),
        cluster(),
        network(),
        securityGroup(),
        endpoint(),
        gateway(),
        firewall(),
        server(),
        replica(),
        cache(),
        bus(),
        vault(),
        rule());
  }

  static ResourceId id(String provider, String name) {
    return ResourceId.azure(GROUP + provider + "/" + name);
  }

  static Deployment orders() {
    return deployment(
        "orders", 4, Map.of("cpu", "0.5", "memory", "1024Mi"), Map.of("cpu", "1", "memory", "2Gi"));
  }

  static Deployment mails() {
    return deployment("mails", 2, Map.of(), Map.of());
  }

  static Deployment deployment(
      String name, int pods, Map<String, String> requests, Map<String, String> limits) {
    var selector = LabelSelector.of(Map.of("app", name));
    return new Deployment(
        ResourceId.kubernetes("deployment", "shop", name),
        "shop",
        name,
        Map.of("app", name),
        pods,
        pods,
        pods,
        pods,
        1,
        1,
        false,
        List.of(),
        1,
        List.of(),
        Optional.empty(),
        selector,
        new PodTemplate(
            Map.of("app", name),
            Optional.empty(),
            List.of(
                new PodTemplate.Container(
                    name,
                    Optional.empty(),
                    quantities(requests),
                    quantities(limits),
                    List.of(new PodTemplate.Port(Optional.empty(), 8080, "TCP")),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())),
            Map.of("kubernetes.azure.com/agentpool", "apppool"),
            List.of(),
            List.of(
                new PodTemplate.Spread(
                    "topology.kubernetes.io/zone", 1, "ScheduleAnyway", Optional.of(selector))),
            List.of(
                new PodTemplate.Affinity(
                    PodTemplate.Affinity.To.AWAY_FROM_PODS,
                    false,
                    Optional.of(100),
                    Optional.of("kubernetes.io/hostname"),
                    selector))),
        Optional.empty());
  }

  private static Map<String, Quantity> quantities(Map<String, String> texts) {
    return texts.entrySet().stream()
        .collect(
            java.util.stream.Collectors.toMap(Map.Entry::getKey, e -> Quantity.of(e.getValue())));
  }

  static HorizontalPodAutoscaler autoscaler() {
    return new HorizontalPodAutoscaler(
        ResourceId.kubernetes("horizontalpodautoscaler", "shop", "orders"),
        "shop",
        "orders",
        "Deployment/orders",
        3,
        10,
        4,
        4,
        List.of(new HorizontalPodAutoscaler.Metric("Resource", "cpu", 70, Optional.of(50.0), true)),
        List.of(),
        Optional.empty());
  }

  static PodDisruptionBudget budget() {
    return new PodDisruptionBudget(
        ResourceId.kubernetes("poddisruptionbudget", "shop", "orders"),
        "shop",
        "orders",
        Map.of(),
        Optional.of("2"),
        Optional.empty(),
        Optional.of(LabelSelector.of(Map.of("app", "orders"))),
        Optional.of(1));
  }

  static NetworkPolicy policy() {
    return new NetworkPolicy(
        ResourceId.kubernetes("networkpolicy", "shop", "shop-policy"),
        "shop",
        "shop-policy",
        Map.of(),
        LabelSelector.of(Map.of("tier", "application")),
        Optional.of(
            List.of(
                new NetworkPolicy.Rule(
                    List.of(
                        new NetworkPolicy.Peer(
                            Optional.empty(),
                            Optional.of(
                                LabelSelector.of(
                                    Map.of("kubernetes.io/metadata.name", "kube-system"))),
                            Optional.empty(),
                            List.of())),
                    List.of(port("8080"))))),
        Optional.of(
            List.of(
                new NetworkPolicy.Rule(List.of(), List.of(port("443"))),
                new NetworkPolicy.Rule(
                    List.of(
                        new NetworkPolicy.Peer(
                            Optional.of(LabelSelector.of(Map.of("app", "db"))),
                            Optional.empty(),
                            Optional.empty(),
                            List.of())),
                    List.of(port("5432"))))));
  }

  private static NetworkPolicy.Port port(String number) {
    return new NetworkPolicy.Port("TCP", Optional.of(number), Optional.empty());
  }

  static ManagedCluster.AgentPool pool() {
    return new ManagedCluster.AgentPool(
        "apppool",
        "User",
        "Standard_D4s_v3",
        5,
        true,
        Optional.of(3),
        Optional.of(10),
        List.of("2", "1"),
        "Succeeded",
        List.of("app=true:NoSchedule"),
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  static ManagedCluster cluster() {
    return new ManagedCluster(
        id("microsoft.containerservice/managedclusters", "aks-shop-prod"),
        "aks-shop-prod",
        "shop",
        "koreacentral",
        "Succeeded",
        Optional.of("Running"),
        Optional.of("1.29.7"),
        Optional.of("Standard"),
        List.of(pool()),
        Optional.of(true),
        Optional.of("azure"),
        Optional.of("azure"),
        Map.of());
  }

  static VirtualNetwork network() {
    return new VirtualNetwork(
        id("microsoft.network/virtualnetworks", "vnet-shop"),
        "vnet-shop",
        "shop",
        "koreacentral",
        Map.of(),
        List.of("10.0.0.0/16"),
        List.of(
            subnet("app-subnet", "10.0.1.0/24", List.of()),
            subnet(
                "data-subnet",
                "10.0.2.0/24",
                List.of("Microsoft.DBforPostgreSQL/flexibleServers"))));
  }

  static VirtualNetwork.Subnet subnet(String name, String prefix, List<String> delegations) {
    return new VirtualNetwork.Subnet(
        id("microsoft.network/virtualnetworks/vnet-shop/subnets", name),
        name,
        List.of(prefix),
        delegations,
        Optional.empty(),
        List.of());
  }

  static NetworkSecurityGroup securityGroup() {
    return new NetworkSecurityGroup(
        id("microsoft.network/networksecuritygroups", "app-nsg"),
        "app-nsg",
        "shop",
        "koreacentral",
        Map.of(),
        List.of(
            new NetworkSecurityGroup.Rule(
                "HTTPS",
                100,
                "Inbound",
                "Allow",
                "Tcp",
                List.of("Internet"),
                List.of("*"),
                List.of("*"),
                List.of("443"),
                Optional.empty())),
        List.of());
  }

  static PrivateEndpoint endpoint() {
    return new PrivateEndpoint(
        id("microsoft.network/privateendpoints", "pe-1"),
        "pe-1",
        "shop",
        "koreacentral",
        Map.of(),
        Optional.of(id("microsoft.network/virtualnetworks/vnet-shop/subnets", "app-subnet")),
        Optional.of(cache().id()),
        List.of("redisCache"),
        Optional.of("Approved"),
        List.of("10.0.1.20"),
        List.of());
  }

  static ApplicationGateway gateway() {
    return new ApplicationGateway(
        id("microsoft.network/applicationgateways", "agw-shop"),
        "agw-shop",
        "shop",
        "koreacentral",
        Map.of(),
        "Succeeded",
        Optional.of("Running"),
        Optional.of("WAF_v2"),
        Optional.of("WAF_v2"),
        Optional.empty(),
        Optional.of(2),
        Optional.of(10),
        List.of("1", "2"),
        List.of(),
        List.of("10.0.4.10"),
        List.of(),
        List.of(),
        Optional.of(firewall().id()),
        Optional.empty());
  }

  static FirewallPolicy firewall() {
    return new FirewallPolicy(
        id("microsoft.network/applicationgatewaywebapplicationfirewallpolicies", "waf-shop"),
        "waf-shop",
        "shop",
        "koreacentral",
        Map.of(),
        Optional.of(true),
        Optional.of("Prevention"),
        List.of(),
        List.of(
            new FirewallPolicy.Rule(
                "rate",
                1,
                true,
                "RateLimitRule",
                "Block",
                Optional.of(500),
                Optional.of(Duration.ofMinutes(5)),
                List.of()),
            new FirewallPolicy.Rule(
                "geo",
                2,
                true,
                "MatchRule",
                "Block",
                Optional.empty(),
                Optional.empty(),
                List.of(
                    new FirewallPolicy.Condition(
                        List.of("RemoteAddr"), "GeoMatch", false, List.of("CN"))))));
  }

  static FlexibleServer server() {
    return new FlexibleServer(
        id("microsoft.dbforpostgresql/flexibleservers", "psql-shop"),
        "psql-shop",
        "shop",
        "koreacentral",
        "Ready",
        Optional.of("15"),
        Optional.of("Standard_D4s_v3"),
        Optional.of("GeneralPurpose"),
        Optional.empty(),
        Optional.of("1"),
        "ZoneRedundant",
        Optional.of("Healthy"),
        Optional.of("2"),
        Optional.of("Primary"),
        Optional.empty(),
        Optional.of(256),
        Optional.of(35),
        Optional.of(true),
        Optional.empty());
  }

  static FlexibleServer replica() {
    return new FlexibleServer(
        id("microsoft.dbforpostgresql/flexibleservers", "psql-shop-replica"),
        "psql-shop-replica",
        "shop",
        "koreasouth",
        "Ready",
        Optional.of("15"),
        Optional.of("Standard_D2s_v3"),
        Optional.of("GeneralPurpose"),
        Optional.empty(),
        Optional.empty(),
        "Disabled",
        Optional.empty(),
        Optional.empty(),
        Optional.of("GeoAsyncReplica"),
        Optional.of(server().id()),
        Optional.of(256),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static RedisCache cache() {
    return new RedisCache(
        id("microsoft.cache/redis", "redis-shop"),
        "redis-shop",
        "shop",
        "koreacentral",
        "Succeeded",
        "Premium",
        Optional.of(2),
        Optional.empty(),
        Optional.of(6380),
        Optional.of(3),
        Optional.of(1),
        Optional.of("6.0"),
        List.of("1", "2"),
        Optional.of("P"),
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new RedisCache.Persistence(
                true, Optional.of(Duration.ofHours(1)), Optional.of(1), false)),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  static ServiceBusNamespace.Queue queue() {
    return new ServiceBusNamespace.Queue(
        id("microsoft.servicebus/namespaces/sb-shop/queues", "orders"),
        "orders",
        Optional.of("Active"),
        Optional.of(5_120),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(true),
        Optional.of(true),
        Optional.empty(),
        Optional.empty(),
        Optional.of(true),
        Optional.of(Duration.ofDays(14)),
        Optional.empty(),
        Optional.empty());
  }

  static ServiceBusNamespace bus() {
    return new ServiceBusNamespace(
        id("microsoft.servicebus/namespaces", "sb-shop"),
        "sb-shop",
        "shop",
        "koreacentral",
        Map.of(),
        "Active",
        Optional.of("Premium"),
        Optional.of(4),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(queue()),
        List.of(topic("audit")),
        List.of(id("microsoft.servicebus/namespaces", "sb-shop-dr")));
  }

  static ServiceBusNamespace.Topic topic(String... subscriptions) {
    return new ServiceBusNamespace.Topic(
        id("microsoft.servicebus/namespaces/sb-shop/topics", "events"),
        "events",
        Optional.of("Active"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        java.util.Arrays.stream(subscriptions)
            .map(s ->
                new ServiceBusNamespace.Subscription(
                    s,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()))
            .toList());
  }

  static KeyVault vault() {
    return new KeyVault(
        id("microsoft.keyvault/vaults", "kv-shop"),
        "kv-shop",
        "shop",
        "koreacentral",
        Map.of(),
        Optional.of("premium"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static MetricAlertRule rule() {
    return new MetricAlertRule(
        id("microsoft.insights/metricalerts", "high-cpu"),
        "high-cpu",
        "shop",
        Map.of(),
        Optional.empty(),
        0,
        true,
        List.of(),
        Optional.of(Duration.ofSeconds(600)),
        Optional.empty(),
        List.of(
            new MetricAlertRule.Condition(
                "cpu", Optional.empty(), "Average", "GreaterThan", Optional.of(85.0), Map.of())),
        List.of());
  }
}
