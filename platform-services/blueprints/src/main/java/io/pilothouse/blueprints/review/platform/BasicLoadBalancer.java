package io.pilothouse.blueprints.review.platform;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.Retirement;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Basic load balancer is retired. */
public final class BasicLoadBalancer implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "basic-load-balancer",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/aks/upgrade-basic-load-balancer-on-aks");

  private static final Retirement END = Retirement.on(2025, 9, 30);
  private static final Pattern BALANCER = Pattern.compile("(?i)load.?balancer|로드.?밸런서|부하.?분산");
  private static final Pattern BASIC = Pattern.compile("(?i)\\bbasic\\b");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    Stream<Occurrence> priced =
        design.blueprint().cost().stream()
            .flatMap(c -> c.lines().stream())
            .filter(l ->
                BALANCER.matcher(l.component()).find()
                    && l.specification().filter(s -> BASIC.matcher(s).find()).isPresent())
            .map(l -> Occurrence.in("cost", l.component(), l.source(), END.when(design.date())));
    Stream<Occurrence> drawn =
        design.blueprint().managedServices().stream()
            .filter(m ->
                BALANCER.matcher(m.type() + " " + m.name()).find()
                    && m.sku().filter(s -> BASIC.matcher(s).find()).isPresent())
            .map(m -> Occurrence.of(m, design.source(m, "sku"), END.when(design.date())));
    return Stream.concat(priced, drawn).limit(1).map(o -> o.as(END.severity(design.date())));
  }
}
