package io.pilothouse.localtwin.fault;

import java.util.List;

/**
 * What can go wrong with the services at work, their visitors and the external systems that they
 * call.
 */
final class ServiceFaults {
  static final List<Fault> ALL = List.of();

  private ServiceFaults() {}
}
