package io.pilothouse.localtwin.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The scenarios that come with the product. */
public final class ShippedScenarios {
  private static final List<String> NAMES =
      List.of(
          "zone-loss",
          "primary-crash",
          "replica-behind",
          "split-brain",
          "redis-shard-down",
          "cache-stampede",
          "release-crash-loop",
          "release-slow",
          "release-errors",
          "traffic-x10",
          "hpa-at-maximum",
          "hpa-blind",
          "queue-backlog",
          "external-slow",
          "secret-expired",
          "pool-exhausted",
          "network-policy-tight",
          "dns-dead",
          "region-loss");

  private ShippedScenarios() {}

  /** Their names, in the order in which they are run and listed. */
  public static List<String> names() {
    return NAMES;
  }

  public static List<Scenario> all() {
    return NAMES.stream().map(name -> load(name).orElseThrow()).toList();
  }

  /** The scenario of a name. */
  public static Optional<Scenario> load(String name) {
    if (!NAMES.contains(name)) {
      return Optional.empty();
    }
    String file = name + ".yaml";
    try (InputStream in = ShippedScenarios.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      return Optional.of(
          ScenarioReader.read(file, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
