package io.pilothouse.blueprints.review.messaging;

import io.pilothouse.blueprints.review.About;
import io.pilothouse.blueprints.review.Design;
import io.pilothouse.blueprints.review.Occurrence;
import io.pilothouse.blueprints.review.ReviewRule;
import io.pilothouse.blueprints.review.Severity;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Geo-disaster recovery copies queues, not what is in them. */
public final class GeoDisasterRecoveryMessages implements ReviewRule {
  private static final About ABOUT =
      About.of(
          "geo-disaster-recovery-messages",
          Severity.WARNING,
          "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-geo-dr");

  private static final Pattern REPLICATION =
      Pattern.compile(
          "(?i)geo-replication of messages|bus: geo-replication|service bus geo-replication");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Stream<Occurrence> find(Design design) {
    return design.blueprint().messageBrokers().stream()
        .filter(b -> b.tier().equals("Premium") && b.pairedRegion().isPresent())
        .filter(b -> design.saying(REPLICATION).findAny().isEmpty())
        .map(b ->
            Occurrence.of(b, design.source(b, "pairedRegion"), b.pairedRegion().orElseThrow()));
  }
}
