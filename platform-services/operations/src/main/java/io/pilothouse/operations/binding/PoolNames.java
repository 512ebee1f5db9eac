package io.pilothouse.operations.binding;

import java.util.Locale;

/** Names of AKS node pools, which are twelve lower-case letters and digits at most. */
public final class PoolNames {
  private PoolNames() {}

  /**
   * Whether a live name is the one that a document means: {@code application-pool} lives as {@code
   * apppool} or {@code applicationp}.
   */
  public static boolean same(String live, String... documented) {
    String stem = stem(live);
    for (String name : documented) {
      String meant = stem(name);
      boolean shortened = stem.length() >= 3 && meant.startsWith(stem);
      boolean cut = !bare(live).isEmpty() && bare(name).startsWith(bare(live));
      if (!meant.isEmpty() && (stem.equals(meant) || shortened || cut)) {
        return true;
      }
    }
    return false;
  }

  private static String stem(String name) {
    return bare(name).replaceAll("(nodepool|pool|np)$", "");
  }

  private static String bare(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
