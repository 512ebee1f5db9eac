package io.pilothouse.desktopapp;

import io.pilothouse.desktopapp.cli.PilothouseCommand;

/**
 * Where the process starts. Not a JavaFX application class, so that the toolkit loads from the
 * class path.
 */
public final class Main {
  private Main() {}

  /** Runs the command that the arguments name; without one, the desktop. */
  public static void main(String[] arguments) {
    System.exit(PilothouseCommand.run(arguments));
  }
}
