package io.pilothouse.blueprints.review.database;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.Relation;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.stream.Stream;

/** All pods' pools together fit into the server's connections. */
public final class ConnectionBudget implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "connection-budget",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/postgresql/connectivity/concepts-pgbouncer");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .flexibleServers()
        .filter(s -> s.maxConnections().isPresent())
        .flatMap(s -> {
          int pool = s.connectionPool().flatMap(p -> p.maximumPoolSize()).orElse(0);
          int most =
              design.blueprint().services().stream()
                  .filter(v -> uses(design, v, s))
                  .mapToInt(ConnectionBudget::pods)
                  .sum();
          int free = s.maxConnections().orElseThrow() - s.reservedConnections().orElse(0);
          return pool * most > free
              ? Stream.of(
                  Occurrence.of(
                      s,
                      s.connectionPool()
                          .flatMap(p -> p.source())
                          .or(() -> design.source(s, "maxConnections")),
                      most,
                      pool,
                      most * pool,
                      free))
              : Stream.<Occurrence>of();
        });
  }

  private static int pods(Service service) {
    return service
        .autoscaling()
        .flatMap(Service.Autoscaling::maxReplicas)
        .orElse(service.replicas());
  }

  private static boolean uses(Design design, Service service, DatabaseServer server) {
    return design.blueprint().relations().stream()
        .anyMatch(r ->
            r.type() == Relation.Type.DATA
                && r.from().equals(service.id())
                && r.to().equals(server.id()));
  }
}
