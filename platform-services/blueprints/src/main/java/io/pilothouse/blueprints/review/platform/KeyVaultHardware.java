package io.pilothouse.blueprints.review.platform;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.Locale;
import java.util.stream.Stream;

/** Keys in hardware are of the Premium tier. */
public final class KeyVaultHardware implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "key-vault-hardware",
          Severity.ERROR,
          "https://learn.microsoft.com/azure/key-vault/keys/about-keys");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .managed("key-vault")
        .filter(
            v -> v.sku().filter(s -> s.toLowerCase(Locale.ROOT).startsWith("standard")).isPresent())
        .filter(v ->
            (v.sku().orElse("") + v.name() + v.properties())
                .toUpperCase(Locale.ROOT)
                .contains("HSM"))
        .map(v -> Occurrence.of(v, design.source(v, "sku")));
  }
}
