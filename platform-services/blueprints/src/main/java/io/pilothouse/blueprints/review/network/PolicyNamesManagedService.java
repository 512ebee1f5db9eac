package io.pilothouse.blueprints.review.network;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A pod selector does not match what is no pod. */
public final class PolicyNamesManagedService implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "policy-managed-service",
          Severity.ERROR,
          "https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors");

  private static final Pattern DATABASE = Pattern.compile("(?i)postgres");
  private static final Pattern CACHE = Pattern.compile("(?i)redis");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    boolean database = design.flexibleServers().findAny().isPresent();
    boolean cache = design.azureCaches().findAny().isPresent();
    return design.networkPolicies().stream()
        .flatMap(p ->
            p.egress().stream()
                .flatMap(r -> r.pods().entrySet().stream())
                .filter(l ->
                    database && DATABASE.matcher(l.getValue()).find()
                        || cache && CACHE.matcher(l.getValue()).find())
                .map(l -> l.getKey() + ": " + l.getValue())
                .collect(Collectors.collectingAndThen(Collectors.toList(), Stream::of))
                .filter(labels -> !labels.isEmpty())
                .map(labels -> Occurrence.in("network", p.name(), p.source(), labels)));
  }
}
