package io.pilothouse.localtwin.scenario;

/** A scenario cannot be read, or does not fit a blueprint; says where and what to write instead. */
public final class ScenarioException extends RuntimeException {
  @java.io.Serial private static final long serialVersionUID = 1L;

  public ScenarioException(String message) {
    super(message);
  }

  ScenarioException(Scenario.Place place, String message) {
    super(place + ": " + message);
  }
}
