package io.pilothouse.localtwin.kubernetes.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The last changes of one kind, so that a watch can resume. Guarded by the store's lock. */
final class ChangeLog {
  private final int capacity;
  private final ArrayDeque<ObjectChange> changes = new ArrayDeque<>();
  private long forgottenUpTo;

  ChangeLog(int capacity) {
    this.capacity = capacity;
  }

  void append(ObjectChange change) {
    changes.addLast(change);
    if (changes.size() > capacity) {
      forgottenUpTo = changes.removeFirst().revision();
    }
  }

  /** Whether every change after the revision is still here. */
  boolean reachesBackTo(long revision) {
    return revision >= forgottenUpTo;
  }

  List<ObjectChange> after(long revision) {
    List<ObjectChange> later = new ArrayList<>();
    for (ObjectChange change : changes) {
      if (change.revision() > revision) {
        later.add(change);
      }
    }
    return later;
  }
}
