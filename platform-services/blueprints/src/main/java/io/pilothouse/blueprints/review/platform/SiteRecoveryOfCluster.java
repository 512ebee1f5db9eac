package io.pilothouse.blueprints.review.platform;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Site Recovery replicates machines, not clusters. */
public final class SiteRecoveryOfCluster implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "site-recovery-cluster",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/aks/ha-dr-overview");

  private static final Pattern SITE_RECOVERY = Pattern.compile("(?i)site.?recovery");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().relations().stream()
        .filter(r -> r.from().equals(design.blueprint().cluster().id()))
        .filter(r ->
            design
                .component(r.to())
                .filter(c ->
                    c instanceof ManagedService m
                        && SITE_RECOVERY.matcher(m.type() + " " + m.name()).find())
                .isPresent())
        .map(r ->
            Occurrence.of(
                design.blueprint().cluster(),
                r.source().or(() -> design.blueprint().cluster().source())));
  }
}
