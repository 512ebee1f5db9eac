package io.pilothouse.desktopapp.testsystem;

import io.pilothouse.sharedmodel.stream.SystemMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A map of the size and shape of a real production document. */
final class TravelMap {
  private final List<SystemMap.Container> containers = new ArrayList<>();
  private final List<SystemMap.Item> items = new ArrayList<>();
  private final List<SystemMap.Edge> edges = new ArrayList<>();

  static SystemMap build() {
    return new TravelMap().drawn();
  }

  private SystemMap drawn() {
    container("korea-central", "region", "Korea Central", "koreacentral", "");
    container("vnet", "virtual-network", "Virtual Network", "10.0.0.0/16", "korea-central");
    container("gateway-subnet", "subnet", "Gateway Subnet", "10.0.4.0/24", "vnet");
    container("application-subnet", "subnet", "Application Subnet", "10.0.1.0/24", "vnet");
    container("database-subnet", "subnet", "Database Subnet", "10.0.2.0/24", "vnet");
    container("cache-subnet", "subnet", "Cache Subnet", "10.0.3.0/24", "vnet");
    container(
        "aks", "cluster", "AKS", "Kubernetes 1.29 · Standard · private", "application-subnet");
    container("pool-system", "node-pool", "System Pool", "Standard_D2s_v3 · 3–5 nodes", "aks");
    container(
        "pool-application", "node-pool", "Application Pool", "Standard_D4s_v3 · 3–10 nodes", "aks");
    container("korea-south", "region", "Korea South", "koreasouth", "");
    item("front-door", "front-door", "Azure Front Door + CDN", "DDoS protection", "");
    item(
        "application-gateway", "application-gateway", "Application Gateway + WAF",
        "Standard_v2 · zones 1, 2, 3", "gateway-subnet");
    item("ingress", "ingress", "AGIC", "Application Gateway Ingress Controller", "pool-system");
    item("user-service", "service", "User Service", "3–10 pods · CPU 70 %", "pool-application");
    item("trip-service", "service", "Trip Service", "3–15 pods · CPU 70 %", "pool-application");
    item("ai-service", "service", "AI Service", "2–8 pods · CPU 80 %", "pool-application");
    item("location-service", "service", "Location Service", "2 pods", "pool-application");
    item(
        "postgresql", "database-server", "Azure PostgreSQL", "Standard_D4s_v3 · zone-redundant",
        "database-subnet");
    item("standby", "database-standby", "Standby", "zone 2 · synchronous", "database-subnet");
    item("replica-2", "database-replica", "Read replica 2", "Korea Central", "database-subnet");
    item("replica-1", "database-replica", "Read replica 1", "Korea South", "korea-south");
    item("redis", "cache", "Azure Redis Premium", "P2 · 3 shards", "cache-subnet");
    item("service-bus", "message-broker", "Azure Service Bus", "Premium · 4 units", "korea-central");
    item("queue-ai", "queue", "ai_schedule_generation", "5 GB · sessions", "korea-central");
    item("queue-location", "queue", "location_search", "2 GB", "korea-central");
    item("queue-notification", "queue", "notification", "1 GB", "korea-central");
    item("key-vault", "key-vault", "Key Vault", "Premium", "korea-central");
    item("monitor", "log-analytics", "Azure Monitor", "Log Analytics", "korea-central");
    edge("front-door", "application-gateway", "request", "HTTPS");
    edge("application-gateway", "ingress", "request", "/api/*");
    for (String service :
        List.of("user-service", "trip-service", "ai-service", "location-service")) {
      edge("ingress", service, "request", "8080");
      edge(service, "postgresql", "data", "5432");
      edge(service, "redis", "cache", "6380");
      edge(service, "key-vault", "secret", "");
      edge(service, "monitor", "monitoring", "");
    }
    edge("trip-service", "service-bus", "message", "");
    edge("ai-service", "service-bus", "message", "");
    edge("service-bus", "queue-ai", "message", "");
    edge("service-bus", "queue-location", "message", "");
    edge("service-bus", "queue-notification", "message", "");
    edge("postgresql", "standby", "replication", "synchronous");
    edge("postgresql", "replica-1", "replication", "asynchronous");
    edge("postgresql", "replica-2", "replication", "asynchronous");
    return new SystemMap("travel-prod", "AI 여행 일정 서비스", false, containers, items, edges);
  }

  private void container(String id, String kind, String name, String detail, String parent) {
    containers.add(
        new SystemMap.Container(id, kind, name, Optional.of(detail), absentWhenEmpty(parent)));
  }

  private void item(String id, String kind, String name, String detail, String parent) {
    items.add(new SystemMap.Item(id, kind, name, Optional.of(detail), absentWhenEmpty(parent)));
  }

  private void edge(String from, String to, String type, String label) {
    edges.add(new SystemMap.Edge(from, to, type, absentWhenEmpty(label)));
  }

  private static Optional<String> absentWhenEmpty(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }
}
