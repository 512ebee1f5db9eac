package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.conformance.NotChecked;
import java.util.ArrayList;
import java.util.List;

/** What the checks of one subject found. Filled by one thread, then only read. */
final class Findings {
  private final List<Found> found = new ArrayList<>();
  private final List<NotChecked> notChecked = new ArrayList<>();
  private int checked;

  /** A declared fact was held against the live system. */
  void checked() {
    checked++;
  }

  void add(Found difference) {
    found.add(difference);
  }

  void add(NotChecked fact) {
    notChecked.add(fact);
  }

  int count() {
    return checked;
  }

  List<Found> found() {
    return found;
  }

  List<NotChecked> notChecked() {
    return notChecked;
  }
}
