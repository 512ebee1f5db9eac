package io.pilothouse.blueprints.review.entrance;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.Retirement;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Application Gateway v1 is retired. */
public final class GatewayV1 implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "gateway-v1",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/application-gateway/v1-retirement");

  private static final Retirement END = Retirement.on(2026, 4, 28);
  private static final Pattern V1 =
      Pattern.compile("(?i)(standard|waf)([_ ]?(small|medium|large|v1))");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .gateway()
        .filter(g -> V1.matcher(g.sku()).matches() && design.states(g.id(), "sku"))
        .map(g ->
            Occurrence.of(g, design.source(g, "sku"), g.sku(), END.when(design.date()))
                .as(END.severity(design.date())))
        .stream();
  }
}
