package io.pilothouse.localtwin.load;

import io.pilothouse.serviceruntime.dependency.FailureKind;
import io.pilothouse.serviceruntime.metrics.DependencyErrors;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** The services that a pod passes requests on to: a call ends at one of their ready pods. */
final class OtherServices {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final List<String> names;
  private final NetworkPath path;
  private final ServiceContainers containers;
  private final AtomicInteger turn = new AtomicInteger();

  OtherServices(List<String> names, NetworkPath path, ServiceContainers containers) {
    this.names = names;
    this.path = path;
    this.containers = containers;
  }

  /**
   * Passes a visitor's request on to the next service.
   *
   * @return the modelled part of the time that the answer took
   * @throws ServiceUnavailableException if there was no answer
   */
  Duration call(int visitor, DependencyErrors errors) {
    String name = names.get(Math.floorMod(turn.getAndIncrement(), names.size()));
    try {
      path.enter(name, PATIENCE);
    } catch (IOException unreached) {
      errors.count(name, FailureKind.of(unreached));
      throw new ServiceUnavailableException(name + ": " + unreached.getMessage());
    }
    var service = containers.serving(name);
    var pod = service.flatMap(SimulatedService::next);
    if (service.isEmpty() || pod.isEmpty()) {
      errors.count(name, FailureKind.REFUSED);
      throw new ServiceUnavailableException(name + " has no ready pod");
    }
    return pod.get()
        .handle(Request.draw(visitor, service.get(), ThreadLocalRandom.current()))
        .orElseThrow(() -> {
          errors.count(name, FailureKind.OTHER);
          return new ServiceUnavailableException(name + " answered with an error");
        });
  }
}
