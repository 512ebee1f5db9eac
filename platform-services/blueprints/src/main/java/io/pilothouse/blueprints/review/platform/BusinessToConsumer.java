package io.pilothouse.blueprints.review.platform;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.time.LocalDate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Azure AD B2C is not sold to new customers. */
public final class BusinessToConsumer implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "azure-ad-b2c",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/active-directory-b2c/faq");

  private static final LocalDate END = LocalDate.of(2025, 5, 1);
  private static final Pattern B2C = Pattern.compile("(?i)\\bB2C\\b");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().managedServices().stream()
        .filter(m -> B2C.matcher(m.type() + " " + m.name()).find())
        .filter(m -> design.date().isAfter(END))
        .map(m -> Occurrence.of(m, m.source(), END.toString()));
  }
}
