package io.pilothouse.blueprints.review.database;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** CREATE DATABASE has no option for the time zone. */
public final class CreateDatabase implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "create-database",
          Severity.ERROR,
          "https://www.postgresql.org/docs/current/sql-createdatabase.html");

  private static final Pattern STATEMENT =
      Pattern.compile("(?is)create\\s+database[^;]*\\btimezone\\b");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.saying(STATEMENT).map(s -> Occurrence.in(s.topic(), s.key(), s.source()));
  }
}
