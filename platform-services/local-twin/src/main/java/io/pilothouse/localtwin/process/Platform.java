package io.pilothouse.localtwin.process;

import java.util.Locale;

/** The operating system that the twin runs on, as far as processes differ. */
public final class Platform {

  private Platform() {}

  /** Whether this is Windows, where processes know no signals and files no modes. */
  public static boolean isWindows() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
  }
}
