package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.Retirement;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Ingress NGINX is no longer maintained. */
public final class IngressNginx implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "ingress-nginx",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/aks/concepts-network-ingress");

  private static final Retirement END = Retirement.ofSupportOn(2026, 3, 31);
  private static final Pattern NGINX =
      Pattern.compile("(?is)nginx.*ingress|ingress.*nginx|^nginx$");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    var cluster = design.blueprint().cluster();
    Stream<Occurrence> named =
        cluster
            .ingress()
            .filter(i -> NGINX.matcher(i).find())
            .map(i ->
                Occurrence.of(cluster, design.source(cluster, "ingress"), END.when(design.date())))
            .stream();
    Stream<Occurrence> drawn =
        design.blueprint().managedServices().stream()
            .filter(m -> NGINX.matcher(m.name()).find() && cluster.ingress().isEmpty())
            .map(m -> Occurrence.of(m, m.source(), END.when(design.date())));
    return Stream.concat(named, drawn)
        .filter(o -> END.inSight(design.date()))
        .map(o -> o.as(END.severity(design.date())));
  }
}
