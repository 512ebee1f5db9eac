package io.pilothouse.desktopapp.theme;

/** Dark or light. */
public enum Appearance {
  DARK,
  LIGHT;

  /** The other one. */
  public Appearance other() {
    return this == DARK ? LIGHT : DARK;
  }
}
