package io.pilothouse.blueprints.review.platform;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Access policies of Key Vault are the legacy model. */
public final class AccessPolicies implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "key-vault-access-policies",
          Severity.ADVICE,
          "https://learn.microsoft.com/azure/key-vault/general/rbac-access-policy");

  private static final Pattern POLICY = Pattern.compile("(?i)access.?polic");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .managed("key-vault")
        .filter(v -> v.properties().keySet().stream().anyMatch(k -> POLICY.matcher(k).find()))
        .map(v -> Occurrence.of(v, design.source(v, "properties")));
  }
}
