package io.pilothouse.localtwin.load;

import java.util.List;

/**
 * What the load was since the twin's start.
 *
 * @param multiplier of the plan's rate
 * @param intendedRate requests per second meant now
 * @param rate requests per second made in the last seconds
 * @param services by service
 */
public record LoadSnapshot(
    double multiplier, double intendedRate, double rate, List<ServiceSnapshot> services) {

  public LoadSnapshot {
    services = List.copyOf(services);
  }
}
