package io.pilothouse.sharedmodel.blueprint;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A system of somebody else that services call: an API outside the team's reach.
 *
 * @param purpose what it is called for, in the document's own words
 * @param circuitBreakers how calls to it are guarded, one entry for each caller
 */
public record ExternalSystem(
    String id,
    String name,
    Optional<String> purpose,
    Optional<String> host,
    List<CircuitBreaker> circuitBreakers,
    Optional<Source> source)
    implements Component {
  public ExternalSystem {
    circuitBreakers = Lists.orEmpty(circuitBreakers);
  }

  /**
   * The breaker that guards the calls of one service.
   *
   * @param caller id of the service
   * @param timeout a call that takes longer has failed
   * @param failureRateThreshold share of failed calls that opens it, between 0 and 1
   * @param note what else the document says of it
   */
  public record CircuitBreaker(
      String caller,
      Optional<Duration> timeout,
      Optional<Double> failureRateThreshold,
      Optional<String> note,
      Optional<Source> source) {}
}
