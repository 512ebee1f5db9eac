package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.List;
import java.util.Optional;

/** The HorizontalPodAutoscaler of a service: there or not, its range, its metrics and targets. */
final class AutoscalerCheck implements Check<Service, Deployment> {
  @Override
  public void check(Service declared, Observed<Deployment> live, LiveSide side, Comparison say) {
    Optional<Observed<HorizontalPodAutoscaler>> autoscaler = side.autoscaler(live.value());
    boolean seen = side.sees(HorizontalPodAutoscaler.class, Optional.of(live.value().namespace()));
    if (declared.autoscaling().isEmpty()) {
      autoscaler.ifPresent(a -> say.on(a).undeclared("autoscaling", "", range(a.value()), "spec"));
      return;
    }
    Service.Autoscaling wanted = declared.autoscaling().get();
    Comparison here = say.at(wanted.source());
    if (autoscaler.isPresent()) {
      compare(wanted, autoscaler.get().value(), here.on(autoscaler.get()));
    } else if (wanted.minReplicas().isEmpty() || wanted.maxReplicas().isEmpty()) {
      here.notChecked("autoscaling", range(wanted), Sentence.of("conformance.no-range"));
    } else if (seen) {
      here.absent("autoscaling", "", range(wanted), "");
    } else {
      here.notChecked("autoscaling", range(wanted), side.unseen(HorizontalPodAutoscaler.class));
    }
  }

  private static void compare(
      Service.Autoscaling wanted, HorizontalPodAutoscaler live, Comparison say) {
    say.equal(
        "autoscaling.minReplicas",
        wanted.minReplicas().map(Value::of),
        Optional.of(Value.of(live.minReplicas())),
        "spec.minReplicas");
    say.equal(
        "autoscaling.maxReplicas",
        wanted.maxReplicas().map(Value::of),
        Optional.of(Value.of(live.maxReplicas())),
        "spec.maxReplicas");
    for (Service.MetricTarget target : wanted.metrics()) {
      Optional<HorizontalPodAutoscaler.Metric> metric =
          live.metrics().stream().filter(m -> m.name().equals(target.name())).findFirst();
      Value value = named(target.name(), target.target());
      if (metric.isEmpty()) {
        say.absent("autoscaling.metrics", target.name(), value, "spec.metrics");
      } else {
        say.equal(
            "autoscaling.metrics",
            target.name(),
            value,
            metric.map(m -> named(m.name(), m.target())),
            "spec.metrics[" + target.name() + "]");
      }
    }
    if (wanted.metrics().isEmpty() && isKubernetesDefault(live.metrics())) {
      return; // What an autoscaler goes by when its author names nothing, as this document.
    }
    for (HorizontalPodAutoscaler.Metric metric : live.metrics()) {
      if (wanted.metrics().stream().noneMatch(t -> t.name().equals(metric.name()))) {
        say.undeclared(
            "autoscaling.metrics",
            metric.name(),
            named(metric.name(), metric.target()),
            "spec.metrics");
      }
    }
  }

  private static boolean isKubernetesDefault(List<HorizontalPodAutoscaler.Metric> metrics) {
    return metrics.size() == 1
        && metrics.getFirst().name().equals("cpu")
        && metrics.getFirst().utilization()
        && metrics.getFirst().target() == 80;
  }

  private static Value named(String metric, double target) {
    Value number = Value.of(target);
    return new Value(metric + " " + number.text(), List.of(metric, number.meaning()));
  }

  private static Value range(Service.Autoscaling wanted) {
    return Value.word(
        wanted.minReplicas().map(String::valueOf).orElse("?")
            + "–"
            + wanted.maxReplicas().map(String::valueOf).orElse("?"));
  }

  private static Value range(HorizontalPodAutoscaler live) {
    return Value.word(live.minReplicas() + "–" + live.maxReplicas());
  }
}
