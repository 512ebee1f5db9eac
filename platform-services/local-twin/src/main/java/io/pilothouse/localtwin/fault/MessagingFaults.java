package io.pilothouse.localtwin.fault;

import java.util.List;

/** What can go wrong with the message broker and its consumers. */
final class MessagingFaults {
  static final List<Fault> ALL = List.of();

  private MessagingFaults() {}
}
