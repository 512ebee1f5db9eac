package io.pilothouse.localtwin.azure;

/**
 * Where a rule stands with one resource: fired at the first evaluation that meets it, resolved at
 * the third in a row that does not, as Monitor's metric alerts do. Pure.
 *
 * @param alert id of the fired alert; empty while nothing is fired
 * @param quiet evaluations in a row that did not meet it since it fired
 */
record AlertStanding(String alert, int quiet) {
  static final AlertStanding CALM = new AlertStanding("", 0);
  private static final int EVALUATIONS_TO_RESOLVE = 3;

  /** What an evaluation makes of it. */
  enum Change {
    NONE,
    FIRES,
    RESOLVES
  }

  boolean fired() {
    return !alert.isEmpty();
  }

  Change change(boolean met, boolean autoMitigate) {
    if (met) {
      return fired() ? Change.NONE : Change.FIRES;
    }
    return fired() && autoMitigate && quiet + 1 >= EVALUATIONS_TO_RESOLVE
        ? Change.RESOLVES
        : Change.NONE;
  }

  /** After an evaluation that changed nothing. */
  AlertStanding evaluated(boolean met) {
    return !fired() || met ? new AlertStanding(alert, 0) : new AlertStanding(alert, quiet + 1);
  }
}
