package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** With Azure CNI every node takes addresses for all the pods that it may hold. */
public final class NodeSubnetSize implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "node-subnet-size",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning");

  /** Addresses of a node with Azure CNI's default of 30 pods. */
  private static final int PER_NODE = 31;

  /** Addresses that Azure keeps in each subnet. */
  private static final int RESERVED = 5;

  private static final Pattern OTHERS = Pattern.compile("(?i)overlay|pod subnet|dynamic");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    var cluster = design.blueprint().cluster();
    boolean flat =
        cluster
            .networkPlugin()
            .filter(p -> p.contains("Azure CNI") && !OTHERS.matcher(p).find())
            .isPresent();
    return design
        .subnet(cluster.subnet())
        .filter(s -> flat && !cluster.nodePools().isEmpty())
        .flatMap(s -> {
          int bits =
              Integer.parseInt(s.addressPrefix().substring(s.addressPrefix().indexOf('/') + 1));
          int free = (1 << (32 - bits)) - RESERVED;
          int nodes =
              cluster.nodePools().stream()
                  .mapToInt(p -> p.autoscaling() ? p.maxCount() : p.count())
                  .sum();
          int needed = (nodes + 1) * PER_NODE;
          return needed > free
              ? Optional.of(
                  Occurrence.of(
                      s,
                      design.source(s, "addressPrefix"),
                      s.addressPrefix(),
                      free,
                      nodes,
                      needed,
                      Math.max(0, free / PER_NODE - 1)))
              : Optional.<Occurrence>empty();
        })
        .stream();
  }
}
