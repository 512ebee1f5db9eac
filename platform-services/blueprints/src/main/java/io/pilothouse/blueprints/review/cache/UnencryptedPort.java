package io.pilothouse.blueprints.review.cache;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.stream.Stream;

/** The port without TLS is closed. */
public final class UnencryptedPort implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "redis-unencrypted-port",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/azure-cache-for-redis/cache-configure#access-ports");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design
        .azureCaches()
        .filter(c -> c.port() == 6379 && design.states(c.id(), "port"))
        .map(c -> Occurrence.of(c, design.source(c, "port")));
  }
}
