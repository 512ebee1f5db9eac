package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.Retirement;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.Locale;
import java.util.stream.Stream;

/** The kubenet network is being retired. */
public final class Kubenet implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "kubenet",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/aks/concepts-network-cni-overview");

  private static final Retirement END = Retirement.on(2028, 3, 31);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    var cluster = design.blueprint().cluster();
    return cluster
        .networkPlugin()
        .filter(p -> p.toLowerCase(Locale.ROOT).contains("kubenet") && END.inSight(design.date()))
        .map(p ->
            Occurrence.of(cluster, design.source(cluster, "networkPlugin"), END.when(design.date()))
                .as(END.severity(design.date())))
        .stream();
  }
}
