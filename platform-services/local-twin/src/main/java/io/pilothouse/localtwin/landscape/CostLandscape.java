package io.pilothouse.localtwin.landscape;

import io.pilothouse.localtwin.azure.AzureScope;
import io.pilothouse.localtwin.azure.CostLine;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cost;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A document's cost table as Azure's bills would name its lines. Pure. */
public final class CostLandscape {
  private final Blueprint blueprint;
  private final AzureScope scope;

  public CostLandscape(Blueprint blueprint, AzureScope scope) {
    this.blueprint = blueprint;
    this.scope = scope;
  }

  /** Empty for a document without a cost table. */
  public List<CostLine> lines() {
    return blueprint
        .cost()
        .map(cost -> cost.lines().stream().map(line -> line(line, cost.currency())).toList())
        .orElse(List.of());
  }

  private CostLine line(Cost.Line line, String currency) {
    String words = line.component().toLowerCase(Locale.ROOT);
    return new CostLine(
        service(words),
        line.component() + line.specification().map(s -> " " + s).orElse(""),
        resource(words).orElse(scope.resourceGroupId()),
        line.amount(),
        currency);
  }

  /** The service as bills name it; the document's own word where it is none of them. */
  private static String service(String words) {
    if (words.contains("aks") || words.contains("node")) {
      return "Virtual Machines";
    }
    if (ofDatabase(words)) {
      return "Azure Database for PostgreSQL";
    }
    if (words.contains("redis")) {
      return "Redis Cache";
    }
    if (words.contains("gateway")) {
      return "Application Gateway";
    }
    if (words.contains("bus")) {
      return "Service Bus";
    }
    if (words.contains("balancer")) {
      return "Load Balancer";
    }
    if (words.contains("스토리지") || words.contains("storage")) {
      return "Storage";
    }
    if (words.contains("네트워") || words.contains("network")) {
      return "Bandwidth";
    }
    return words.contains("모니터") || words.contains("monitor") ? "Log Analytics" : words;
  }

  private static boolean ofDatabase(String words) {
    return words.contains("postgres") || words.contains("server") || words.contains("복제본");
  }

  private Optional<String> resource(String words) {
    if (words.contains("aks") || words.contains("node")) {
      return Optional.of(
          scope.resourceId(
              "Microsoft.ContainerService/managedClusters",
              blueprint.cluster().resourceName().orElse("aks-" + blueprint.system())));
    }
    if (ofDatabase(words)) {
      return blueprint.databaseServers().stream()
          .findFirst()
          .map(
              s -> scope.resourceId("Microsoft.DBforPostgreSQL/flexibleServers", s.resourceName()));
    }
    if (words.contains("redis")) {
      return blueprint.caches().stream()
          .findFirst()
          .map(c -> scope.resourceId("Microsoft.Cache/redis", c.resourceName()));
    }
    if (words.contains("gateway")) {
      return blueprint
          .entrance()
          .flatMap(e -> e.applicationGateway())
          .map(g -> scope.resourceId("Microsoft.Network/applicationGateways", g.id()));
    }
    return words.contains("bus")
        ? blueprint.messageBrokers().stream()
            .findFirst()
            .map(b -> scope.resourceId("Microsoft.ServiceBus/namespaces", b.resourceName()))
        : Optional.empty();
  }
}
