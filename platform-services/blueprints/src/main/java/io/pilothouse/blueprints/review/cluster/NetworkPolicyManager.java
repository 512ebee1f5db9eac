package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.Retirement;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Azure's own network policy engine is being retired. */
public final class NetworkPolicyManager implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "network-policy-manager",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/aks/migrate-from-npm-to-cilium-network-policy");

  private static final Retirement END = Retirement.on(2028, 9, 30);
  private static final Pattern OWN = Pattern.compile("(?i)^azure$|azure network polic|\\bNPM\\b");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    var cluster = design.blueprint().cluster();
    return cluster
        .networkPolicy()
        .filter(p -> OWN.matcher(p).find() && END.inSight(design.date()))
        .map(p ->
            Occurrence.of(cluster, design.source(cluster, "networkPolicy"), END.when(design.date()))
                .as(END.severity(design.date())))
        .stream();
  }
}
