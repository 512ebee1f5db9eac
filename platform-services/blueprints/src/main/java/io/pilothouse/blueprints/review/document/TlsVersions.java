package io.pilothouse.blueprints.review.document;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One TLS version is promised and set. */
public final class TlsVersions implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "tls-versions",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/security/fundamentals/encryption-overview");

  private static final Pattern NEWER = Pattern.compile("(?i)TLS\\s*v?1\\.3");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    Optional<Source> promised =
        design
            .blueprint()
            .security()
            .filter(s -> s.minimumTlsVersion().filter("1.3"::equals).isPresent())
            .flatMap(s -> design.source("security", "minimumTlsVersion").or(s::source))
            .or(() -> design.saying(NEWER).findFirst().flatMap(Design.Saying::source));
    boolean said =
        promised.isPresent()
            || design.saying(NEWER).findAny().isPresent()
            || design
                .blueprint()
                .security()
                .flatMap(s -> s.minimumTlsVersion())
                .filter("1.3"::equals)
                .isPresent();
    return design
        .flexibleServers()
        .filter(s -> said && s.minimumTlsVersion().filter(v -> !v.equals("1.3")).isPresent())
        .map(s ->
            Occurrence.of(
                s,
                design.source(s, "minimumTlsVersion"),
                s.minimumTlsVersion().orElseThrow(),
                promised.map(p -> design.place(p).toString()).orElse("")));
  }
}
