package io.pilothouse.blueprints.review.document;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** What signs tokens is changed from time to time. */
public final class FixedTokenSecret implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "fixed-token-secret",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().security().stream()
        .flatMap(s ->
            s.tokens().stream()
                .filter(t -> t.fixedSecret().orElse(false))
                .map(t ->
                    Occurrence.in("security", t.format(), t.source().or(s::source), t.format())));
  }
}
