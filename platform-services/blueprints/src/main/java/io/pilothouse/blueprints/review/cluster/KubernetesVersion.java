package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.Retirement;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.time.LocalDate;
import java.time.Period;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** AKS supports a minor version of Kubernetes for a year, for two by the Premium tier. */
public final class KubernetesVersion implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "kubernetes-version",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/aks/supported-kubernetes-versions");

  private static final Period SOON = Period.ofMonths(3);
  private static final Ends NEVER = new Ends(LocalDate.MAX, LocalDate.MAX);

  /** From the platform's calendar; where it names a month, its last day. */
  private static final Map<String, Ends> ENDS =
      Map.of(
          "1.29", ends("2025-03-31", "2026-04-30"),
          "1.30", ends("2025-08-22", "2026-07-31"),
          "1.31", ends("2025-11-01", "2026-11-30"),
          "1.32", ends("2026-03-31", "2027-03-31"),
          "1.33", ends("2026-07-31", "2027-07-31"),
          "1.34", ends("2026-11-30", "2027-11-30"),
          "1.35", ends("2027-03-31", "2028-03-31"),
          "1.36", ends("2027-06-30", "2028-06-30"),
          "1.37", ends("2027-10-31", "2028-10-31"));

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    var cluster = design.blueprint().cluster();
    return cluster
        .kubernetesVersion()
        .map(KubernetesVersion::minor)
        .filter(ENDS::containsKey)
        .filter(v -> design.states(cluster.id(), "kubernetesVersion"))
        .flatMap(v -> {
          boolean longTerm = cluster.tier().filter("Premium"::equals).isPresent();
          Ends ends = ENDS.getOrDefault(v, NEVER);
          LocalDate end = longTerm ? ends.longTerm() : ends.standard();
          boolean past = design.date().isAfter(end);
          return past || design.date().plus(SOON).isAfter(end)
              ? Optional.of(
                  Occurrence.of(
                          cluster,
                          design.source(cluster, "kubernetesVersion"),
                          v,
                          new Retirement(end, Severity.ERROR).when(design.date()))
                      .as(past ? Severity.ERROR : Severity.WARNING))
              : Optional.<Occurrence>empty();
        })
        .stream();
  }

  /** How long a version of Kubernetes is supported still. */
  public enum Support {
    /** By every tier. */
    STANDARD,
    /** By the Premium tier only. */
    LONG_TERM
  }

  /** The minor versions that the platform's calendar supports on a day, the oldest first. */
  public static Map<String, Support> supported(LocalDate day) {
    var supported = new TreeMap<String, Support>();
    ENDS.forEach((version, ends) -> {
      if (!day.isAfter(ends.longTerm())) {
        supported.put(version, day.isAfter(ends.standard()) ? Support.LONG_TERM : Support.STANDARD);
      }
    });
    return Collections.unmodifiableMap(supported);
  }

  private static String minor(String version) {
    String[] parts = version.split("\\.");
    return parts[0] + "." + parts[1];
  }

  private static Ends ends(String standard, String longTerm) {
    return new Ends(LocalDate.parse(standard), LocalDate.parse(longTerm));
  }

  /** Last days of support, standard and long-term. */
  private record Ends(LocalDate standard, LocalDate longTerm) {}
}
