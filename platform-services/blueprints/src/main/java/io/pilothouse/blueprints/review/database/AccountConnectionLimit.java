package io.pilothouse.blueprints.review.database;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An account may open as many connections as are planned for it. */
public final class AccountConnectionLimit implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "account-connection-limit",
          Severity.WARNING,
          "https://www.postgresql.org/docs/current/sql-createrole.html");

  private static final Pattern LIMIT = Pattern.compile("(?i)connection limit\\D{0,5}(\\d{1,6})");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .flexibleServers()
        .flatMap(s ->
            s.maxConnections().stream()
                .flatMap(most ->
                    design.sayings().stream()
                        .map(said -> Map.entry(said, LIMIT.matcher(said.words())))
                        .filter(said -> said.getValue().find())
                        .map(said ->
                            Map.entry(said.getKey(), Integer.parseInt(said.getValue().group(1))))
                        .filter(said -> said.getValue() < most - s.reservedConnections().orElse(0))
                        .map(said ->
                            Occurrence.in(
                                said.getKey().topic(),
                                said.getKey().key(),
                                said.getKey().source(),
                                said.getValue(),
                                most - s.reservedConnections().orElse(0)))));
  }
}
