package io.pilothouse.desktopapp.launch;

/** Who acts, as the audit names them. */
public final class Operator {
  private Operator() {}

  /** The user of this process and the machine, as {@code user@host}. */
  public static String ofThisProcess() {
    String user = System.getProperty("user.name", "unknown");
    String host =
        System.getenv()
            .getOrDefault("HOSTNAME", System.getenv().getOrDefault("COMPUTERNAME", "this machine"));
    return user + "@" + host;
  }
}
