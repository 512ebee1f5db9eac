package io.pilothouse.blueprints;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The systems whose blueprints ship with the product, by key. */
public final class ShippedSystems {
  private static final List<String> KEYS =
      List.of(
          "tripgen-prod",
          "kt-event-marketing-prod",
          "healthsync-prod",
          "phonebill-prod",
          "phonebill-dev",
          "phonebill-auth-prod");

  private ShippedSystems() {}

  /** The keys, in the order in which they are listed to a person. */
  public static List<String> keys() {
    return KEYS;
  }

  /** The blueprint of a shipped system; empty if no system of that key ships. */
  public static Optional<Blueprint> load(String key) {
    return KEYS.contains(key) ? Optional.of(read(key)) : Optional.empty();
  }

  /** The text of a shipped system's blueprint, with its comments; empty if none ships. */
  public static Optional<String> text(String key) {
    return KEYS.contains(key) ? Optional.of(resource(key)) : Optional.empty();
  }

  private static Blueprint read(String key) {
    return switch (new BlueprintLoader().load(key + ".yaml", resource(key))) {
      case BlueprintResult.Loaded loaded -> loaded.blueprint();
      case BlueprintResult.Invalid invalid ->
          throw new IllegalStateException("the shipped blueprint is broken:\n" + invalid.report());
    };
  }

  private static String resource(String key) {
    String name = "systems/" + key + ".yaml";
    try (InputStream in = ShippedSystems.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the product's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
