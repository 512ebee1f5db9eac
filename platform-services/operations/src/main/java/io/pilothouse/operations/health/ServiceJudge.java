package io.pilothouse.operations.health;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges a Deployment or StatefulSet by its pods, its rollout and its autoscaler. */
final class ServiceJudge {
  /** A pod may take this long to become ready before it counts as not coming. */
  private static final Duration START = Duration.ofMinutes(2);

  /** Reasons under which a pod does not become ready by waiting. */
  private static final Set<String> FATAL =
      Set.of(
          "CrashLoopBackOff",
          "ImagePullBackOff",
          "ErrImagePull",
          "InvalidImageName",
          "CreateContainerConfigError",
          "CreateContainerError",
          "RunContainerError",
          "OOMKilled",
          "Error",
          "Evicted",
          "Unschedulable");

  private final Estate estate;
  private final WorkJudge work;

  ServiceJudge(Estate estate, Optional<Blueprint> blueprint) {
    this.estate = estate;
    this.work = new WorkJudge(blueprint);
  }

  void judge(
      Observed<? extends WorkloadResource> observed,
      Optional<Service> declared,
      Facts facts,
      Judgement judgement) {
    WorkloadResource deployment = observed.value();
    List<Pod> pods = estate.pods(deployment.namespace(), deployment.name());
    Optional<Observed<HorizontalPodAutoscaler>> hpa =
        estate.autoscaler(deployment.namespace(), deployment.name());
    facts(observed, pods, hpa, facts);
    work.judge(estate.work(deployment.namespace(), deployment.name()), facts, judgement);
    readiness(deployment, pods, declared, judgement);
    rollout(deployment, judgement);
    boolean starting = !pods.isEmpty() && pods.stream().allMatch(this::young);
    hpa.ifPresent(h -> autoscaler(h.value(), starting, judgement));
  }

  List<ResourceId> bound(WorkloadResource deployment) {
    var bound = new ArrayList<ResourceId>();
    bound.add(deployment.id());
    estate
        .autoscaler(deployment.namespace(), deployment.name())
        .ifPresent(h -> bound.add(h.value().id()));
    estate.pods(deployment.namespace(), deployment.name()).forEach(p -> bound.add(p.id()));
    return bound;
  }

  private static void facts(
      Observed<? extends WorkloadResource> observed,
      List<Pod> pods,
      Optional<Observed<HorizontalPodAutoscaler>> hpa,
      Facts facts) {
    WorkloadResource deployment = observed.value();
    facts
        .state("replicas", deployment.desired(), observed)
        .state("readyReplicas", deployment.ready(), observed);
    hpa.ifPresent(h -> {
      facts
          .state("hpaMin", h.value().minReplicas(), h)
          .state("hpaMax", h.value().maxReplicas(), h)
          .state("hpaCurrent", h.value().currentReplicas(), h)
          .state("hpaDesired", h.value().desiredReplicas(), h);
      for (HorizontalPodAutoscaler.Metric metric : h.value().metrics()) {
        String key = MetricNames.factKey(metric);
        String unit = metric.utilization() ? "%" : "";
        metric.current().ifPresent(c -> facts.state(key, Facts.number(c), unit, h));
        facts.state(key + "Target", Facts.number(metric.target()), unit, h);
      }
      facts.state("scaling", ScalingExplanation.of(h.value()).sentence(), h);
    });
    if (!deployment.images().isEmpty()) {
      facts.state("image", deployment.images().getFirst(), observed);
    }
    facts
        .state("revision", deployment.revision(), observed)
        .state("restarts", pods.stream().mapToInt(Pod::restarts).sum(), observed);
  }

  private void readiness(
      WorkloadResource deployment,
      List<Pod> pods,
      Optional<Service> declared,
      Judgement judgement) {
    if (deployment.desired() == 0) {
      declared
          .filter(s -> s.replicas() > 0)
          .ifPresent(s -> judgement.say(Health.CRITICAL, "operations.service.zero", s.replicas()));
      return;
    }
    int missing = deployment.desired() - deployment.ready();
    if (missing <= 0) {
      return;
    }
    List<Pod> unready = pods.stream().filter(p -> !p.ready() && !p.terminating()).toList();
    Optional<Pod> broken = unready.stream().filter(ServiceJudge::broken).findFirst();
    boolean starting =
        broken.isEmpty() && !unready.isEmpty() && unready.stream().allMatch(this::young);

    Sentence sentence = ready(deployment, broken);
    boolean belowBudget =
        declared.flatMap(Service::minAvailable).filter(min -> deployment.ready() < min).isPresent();
    if (starting) {
      judgement.say(Health.STARTING, sentence);
    } else if (deployment.ready() == 0) {
      judgement.say(Health.CRITICAL, sentence);
    } else if (belowBudget) {
      judgement.say(Health.CRITICAL, sentence);
      judgement.say(
          Health.CRITICAL,
          "operations.service.budget",
          declared.flatMap(Service::minAvailable).orElse(0));
    } else {
      judgement.say(Health.DEGRADED, sentence);
    }
  }

  private static boolean broken(Pod pod) {
    return pod.phase().equals("Failed") || pod.reason().filter(FATAL::contains).isPresent();
  }

  private boolean young(Pod pod) {
    return pod.startedAt().map(s -> s.plus(START).isAfter(estate.now())).orElse(true);
  }

  private static Sentence ready(WorkloadResource deployment, Optional<Pod> broken) {
    return broken
        .map(pod ->
            Sentence.of(
                "operations.service.ready.broken",
                deployment.ready(),
                deployment.desired(),
                why(pod)))
        .orElseGet(() ->
            Sentence.of("operations.service.ready", deployment.ready(), deployment.desired()));
  }

  private static Sentence why(Pod pod) {
    String reason = pod.reason().orElse(pod.phase());
    return pod.message()
        .filter(m -> !m.isBlank())
        .map(m -> Sentence.of("operations.pod.broken.said", pod.name(), reason, m))
        .orElseGet(() -> Sentence.of("operations.pod.broken", pod.name(), reason));
  }

  private static void rollout(WorkloadResource deployment, Judgement judgement) {
    if (deployment.stalled().isPresent()) {
      judgement.say(Health.DEGRADED, "operations.rollout.stuck", deployment.stalled().get());
    } else if (deployment.paused()) {
      judgement.say(Health.CAUTION, "operations.rollout.paused");
    } else if (deployment.updated() < deployment.desired()
        || deployment.outdated() > 0
        || deployment.observedGeneration() < deployment.generation()) {
      judgement.say(
          Health.CAUTION,
          "operations.rollout.progress",
          deployment.updated(),
          deployment.desired(),
          deployment.revision());
    }
  }

  /** The metrics of pods that have just started are not there yet; that is no fault. */
  private static void autoscaler(
      HorizontalPodAutoscaler hpa, boolean starting, Judgement judgement) {
    ScalingExplanation explanation = ScalingExplanation.of(hpa);
    switch (explanation.verdict()) {
      case BLIND ->
          judgement.say(
              starting ? Health.STARTING : Health.DEGRADED,
              "operations.scaling.said",
              explanation.sentence());
      case AT_MAXIMUM ->
          judgement.say(Health.CAUTION, "operations.scaling.said", explanation.sentence());
      case STEADY, SCALING_UP, SCALING_DOWN, AT_MINIMUM, WAITING -> {}
    }
    List<String> unread = ScalingExplanation.unread(hpa);
    if (!unread.isEmpty() && explanation.verdict() != ScalingExplanation.Verdict.BLIND) {
      boolean none = unread.size() == hpa.metrics().size();
      if (!none) {
        judgement.say(Health.CAUTION, "operations.scaling.unread", unread);
      }
    }
  }
}
