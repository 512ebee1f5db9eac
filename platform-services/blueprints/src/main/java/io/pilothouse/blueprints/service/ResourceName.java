package io.pilothouse.blueprints.service;

import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.Locale;
import java.util.Set;

/**
 * What the resources of a service are called in its addresses and permissions: the service's own
 * word in the plural. {@code trip-service} has {@code trips}, {@code batch-pod} has {@code
 * batches}; what has no plural has records: {@code health-records}. Pure.
 */
public final class ResourceName {
  private static final Set<String> WITHOUT_PLURAL =
      Set.of("ai", "analytics", "auth", "content", "health", "intelligence");

  private ResourceName() {}

  /** The plural by which a service's resources go; lower-case words joined by hyphens. */
  public static String plural(Service service) {
    String word = word(service);
    if (WITHOUT_PLURAL.contains(word)) {
      return word + "-records";
    }
    if (word.endsWith("s") || word.endsWith("ch") || word.endsWith("x")) {
      return word.endsWith("s") ? word : word + "es";
    }
    return word.endsWith("y") && !word.matches(".*[aeiou]y")
        ? word.substring(0, word.length() - 1) + "ies"
        : word + "s";
  }

  /** The id's first word, written out where the service's name begins with the whole of it. */
  private static String word(Service service) {
    String id = service.id().toLowerCase(Locale.ROOT).split("[-_ ]", 2)[0];
    String name = service.name().toLowerCase(Locale.ROOT).split("[-_ ]", 2)[0];
    return name.startsWith(id) && name.matches("[a-z]+") ? name : id;
  }
}
