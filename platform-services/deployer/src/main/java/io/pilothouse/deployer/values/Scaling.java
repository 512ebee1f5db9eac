package io.pilothouse.deployer.values;

import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.Locale;
import java.util.Optional;

/** The autoscaler of a service; one whose document gives no range has none. */
final class Scaling {
  private Scaling() {}

  static Optional<ServiceValues.Autoscaling> of(Service service) {
    return service
        .autoscaling()
        .filter(scaling -> scaling.minReplicas().isPresent() && scaling.maxReplicas().isPresent())
        .map(scaling ->
            new ServiceValues.Autoscaling(
                scaling.minReplicas().orElseThrow(),
                scaling.maxReplicas().orElseThrow(),
                scaling.metrics().stream()
                    .map(metric ->
                        new ServiceValues.Metric(
                            metric.kind().name().toLowerCase(Locale.ROOT),
                            metric.name(),
                            (int) Math.round(metric.target())))
                    .toList()));
  }
}
