package io.pilothouse.blueprints.review.entrance;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.Arrays;
import java.util.stream.Stream;

/** Node ports are within their range. */
public final class NodePortRange implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "node-port-range",
          Severity.ERROR,
          "https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .gateway()
        .flatMap(g ->
            g.nodePorts()
                .filter(p ->
                    Arrays.stream(p.split("-"))
                        .mapToInt(Integer::parseInt)
                        .anyMatch(n -> n < 30000 || n > 32767))
                .map(p -> Occurrence.of(g, NodePorts.source(design, g), p)))
        .stream();
  }
}
