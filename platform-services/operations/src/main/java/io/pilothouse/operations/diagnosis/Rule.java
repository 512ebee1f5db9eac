package io.pilothouse.operations.diagnosis;

import java.util.List;

/** Knows one kind of cause. Pure. */
interface Rule {
  /**
   * The causes of its kind that the situation shows.
   *
   * @param deeper what rules of deeper kinds have found
   */
  List<Finding> find(Situation situation, List<Finding> deeper);
}
