package io.pilothouse.deployer.cost;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * The document's cost table beside an estimate.
 *
 * @param comparisons line by line, with what of the estimate each line is about
 * @param unnamed what of the estimate no line is about
 */
record CostTable(List<CostComparison> comparisons, List<CostLine> unnamed) {

  static CostTable of(Blueprint blueprint, String region, List<CostLine> lines) {
    List<Cost.Line> table = blueprint.cost().map(Cost::lines).orElse(List.of());
    boolean disksApart = table.stream().anyMatch(line -> disks(words(line)));
    var comparisons = new ArrayList<CostComparison>();
    var unnamed = new ArrayList<>(lines);
    for (Cost.Line documented : table) {
      Predicate<CostLine> about = about(words(documented), region, disksApart);
      comparisons.add(compare(documented, about, lines));
      unnamed.removeIf(about);
    }
    return new CostTable(List.copyOf(comparisons), List.copyOf(unnamed));
  }

  private static CostComparison compare(
      Cost.Line documented, Predicate<CostLine> about, List<CostLine> lines) {
    List<CostLine> own = lines.stream().filter(about).toList();
    boolean known = own.stream().anyMatch(line -> line.monthly().isPresent());
    return new CostComparison(
        documented.component(),
        documented.amount(),
        known
            ? OptionalDouble.of(own.stream().flatMapToDouble(line -> line.monthly().stream()).sum())
            : OptionalDouble.empty(),
        known && own.stream().allMatch(line -> line.monthly().isPresent()));
  }

  private static String words(Cost.Line line) {
    return line.component().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A table may have a line for disks, and one for backups, which are paid by use. */
  private static boolean disks(String words) {
    return (words.contains("storage") || words.contains("스토리지")) && !words.contains("백업");
  }

  /** By the line's words: what it names is what its price is for. */
  private static Predicate<CostLine> about(String words, String region, boolean disksApart) {
    if (disks(words)) {
      return priced("postgresql-");
    }
    if (words.contains("node") || words.contains("노드")) {
      return priced("vm/", "spot/", "disk/");
    }
    if (words.contains("복제본") || words.contains("replica")) {
      boolean elsewhere = words.contains("south");
      return priced("postgresql/")
          .and(part("replica"))
          .and(line -> line.region().equals(region) != elsewhere);
    }
    if (words.contains("primary")) {
      return priced("postgresql/").and(part("primary"));
    }
    if (words.contains("standby")) {
      return priced("postgresql/").and(part("standby"));
    }
    if (words.contains("postgres")) {
      return disksApart ? priced("postgresql/") : priced("postgresql/", "postgresql-");
    }
    if (words.contains("redis")) {
      return priced("redis/", "managed-redis/");
    }
    if (words.contains("gateway")) {
      return priced("gateway");
    }
    if (words.contains("service bus")) {
      return priced("service-bus/");
    }
    if (words.contains("load balancer")) {
      return priced("load-balancer/");
    }
    if (words.contains("registry")) {
      return priced("registry/");
    }
    if (words.contains("monitor") || words.contains("모니터링")) {
      return priced("log-analytics/", "metric-alert", "query-alert");
    }
    if (words.contains("network") || words.contains("네트")) {
      return priced("private-", "public-", "front-door/");
    }
    // Backups and traffic are paid by use, and "others" is anything.
    return _ -> false;
  }

  private static Predicate<CostLine> priced(String... prefixes) {
    return line -> List.of(prefixes).stream().anyMatch(line.what()::startsWith);
  }

  private static Predicate<CostLine> part(String part) {
    return line -> line.part().equals(part);
  }
}
