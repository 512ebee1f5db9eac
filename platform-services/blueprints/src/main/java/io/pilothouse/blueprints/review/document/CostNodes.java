package io.pilothouse.blueprints.review.document;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The cost table pays for the nodes that the design has. */
public final class CostNodes implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "cost-nodes",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/well-architected/cost-optimization/cost-model");

  private static final Pattern NODES =
      Pattern.compile("([A-Z]+\\d+[a-z]*_v\\d)\\s*[×xX*]\\s*(\\d+)");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().cost().stream()
        .flatMap(c -> c.lines().stream())
        .flatMap(l -> {
          Matcher m = NODES.matcher(l.specification().orElse(""));
          if (!m.find()) {
            return Stream.<Occurrence>of();
          }
          int priced = Integer.parseInt(m.group(2));
          int planned =
              design.blueprint().cluster().nodePools().stream()
                  .filter(p -> p.vmSize().endsWith(m.group(1)))
                  .mapToInt(Cluster.NodePool::count)
                  .sum();
          return priced == planned || design.blueprint().cluster().nodePools().isEmpty()
              ? Stream.<Occurrence>of()
              : Stream.of(
                  Occurrence.in("cost", l.component(), l.source(), priced, m.group(1), planned));
        });
  }
}
