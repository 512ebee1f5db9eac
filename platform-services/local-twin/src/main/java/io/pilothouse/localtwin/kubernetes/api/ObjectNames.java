package io.pilothouse.localtwin.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The names of objects: checked, or made from a prefix as the API server makes them. */
public final class ObjectNames {
  /** Kubernetes' alphabet for generated suffixes: no vowels, no look-alikes. */
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private static final int SUFFIX = 5;
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final int LONGEST = 253;

  private ObjectNames() {}

  /** A random suffix of five characters. */
  public static String suffix(RandomGenerator random) {
    StringBuilder suffix = new StringBuilder(SUFFIX);
    for (int i = 0; i < SUFFIX; i++) {
      suffix.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return suffix.toString();
  }

  /** A random identity, UUID version 4. */
  static String uid(RandomGenerator random) {
    long high = random.nextLong() & ~0xf000L | 0x4000L;
    long low = random.nextLong() & 0x3fff_ffff_ffff_ffffL | Long.MIN_VALUE;
    return new UUID(high, low).toString();
  }

  /** Each digit of a number in the alphabet, as a pod template's hash is written. */
  public static String safeEncode(String digits) {
    StringBuilder encoded = new StringBuilder(digits.length());
    for (char digit : digits.toCharArray()) {
      encoded.append(ALPHABET.charAt(digit % ALPHABET.length()));
    }
    return encoded.toString();
  }

  /** Gives a new object its name, from its generateName when it has none, and checks it. */
  static void settle(ResourceType type, ObjectNode metadata, RandomGenerator random) {
    if (!metadata.hasNonNull("name")) {
      String prefix = metadata.path("generateName").asText();
      if (prefix.isEmpty()) {
        throw type.invalid("", "metadata.name", "Required value: name or generateName is required");
      }
      metadata.put("name", prefix + suffix(random));
    }
    String name = metadata.path("name").asText();
    boolean free = type.group().startsWith("rbac.");
    if (!free && (name.length() > LONGEST || !SUBDOMAIN.matcher(name).matches())) {
      throw refused(type, name);
    }
  }

  private static ApiFailure refused(ResourceType type, String name) {
    return type.invalid(
        name,
        "metadata.name",
        "Invalid value: \""
            + name
            + "\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric"
            + " characters, '-' or '.', and must start and end with an alphanumeric character"
            + " (e.g. 'example.com', regex used for validation is"
            + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')");
  }
}
