package io.pilothouse.blueprints.review.database;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.Retirement;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.Map;
import java.util.stream.Stream;

/** A major version of PostgreSQL is supported for five years. */
public final class PostgresqlVersion implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "postgresql-version",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/postgresql/configure-maintain/concepts-version-policy");

  private static final Retirement NEVER = Retirement.on(9999, 12, 31);
  private static final Map<String, Retirement> ENDS =
      Map.of(
          "11", Retirement.on(2026, 3, 31),
          "12", Retirement.on(2026, 3, 31),
          "13", Retirement.on(2026, 3, 31),
          "14", Retirement.on(2026, 11, 12),
          "15", Retirement.on(2027, 11, 11),
          "16", Retirement.on(2028, 11, 9),
          "17", Retirement.on(2029, 11, 8));

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .flexibleServers()
        .filter(s -> s.version().map(v -> v.split("\\.")[0]).filter(ENDS::containsKey).isPresent())
        .filter(s -> design.states(s.id(), "version"))
        .flatMap(s -> {
          String version = s.version().orElseThrow();
          Retirement end = ENDS.getOrDefault(version.split("\\.")[0], NEVER);
          return Stream.of(end)
              .filter(e -> e.inSight(design.date()))
              .map(e ->
                  Occurrence.of(s, design.source(s, "version"), version, e.when(design.date()))
                      .as(e.severity(design.date())));
        });
  }
}
