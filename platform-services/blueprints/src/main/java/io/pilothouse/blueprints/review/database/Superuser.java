package io.pilothouse.blueprints.review.database;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Nobody is a superuser on a Flexible Server. */
public final class Superuser implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "superuser",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/postgresql/security/security-manage-database-users");

  private static final Pattern WORD = Pattern.compile("\\bSUPERUSER\\b");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.flexibleServers().findAny().isEmpty()
        ? Stream.of()
        : design.saying(WORD).map(s -> Occurrence.in(s.topic(), s.key(), s.source()));
  }
}
