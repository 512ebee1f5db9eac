package io.pilothouse.blueprints.review.cluster;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names of Linux node pools are short. */
public final class NodePoolName implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "node-pool-name",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/aks/create-node-pools#limitations");

  /** Names that are meant for Azure, unlike “Application Node Pool”. */
  private static final Pattern LOOKS_LIKE_ONE =
      Pattern.compile("[a-z0-9]+(-[a-z0-9]+)+|[a-z0-9]{13,}");

  private static final Pattern VALID = Pattern.compile("[a-z][a-z0-9]{0,11}");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().cluster().nodePools().stream()
        .filter(
            p -> LOOKS_LIKE_ONE.matcher(p.name()).matches() && !VALID.matcher(p.name()).matches())
        .map(p -> Occurrence.of(p, p.source(), p.name()));
  }
}
