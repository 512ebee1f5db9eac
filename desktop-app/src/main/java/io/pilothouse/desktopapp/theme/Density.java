package io.pilothouse.desktopapp.theme;

/** How much air there is between rows. */
public enum Density {
  COMFORTABLE,
  COMPACT;

  /** The other one. */
  public Density other() {
    return this == COMFORTABLE ? COMPACT : COMFORTABLE;
  }
}
