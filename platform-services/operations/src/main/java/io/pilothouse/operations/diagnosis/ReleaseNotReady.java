package io.pilothouse.operations.diagnosis;

import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import io.pilothouse.sharedmodel.diagnosis.Cause.Evidence;
import io.pilothouse.sharedmodel.estate.Node;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.estate.PodTemplate;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pods of the newest release run and do not become ready, for longer than their own probe
 * allows, and its rollout does not come to its end. A pod on a node that is not ready says nothing.
 */
final class ReleaseNotReady implements Rule {
  /** A start takes a while, whatever the probe says. */
  private static final Duration START = Duration.ofSeconds(45);

  @Override
  public List<Finding> find(Situation situation, List<Finding> deeper) {
    var found = new ArrayList<Finding>();
    for (Workload service : situation.services()) {
      boolean said =
          deeper.stream()
              .anyMatch(d ->
                  d.component().equals(service.id())
                      && (d.kind() == Kind.IMAGE_MISSING || d.kind() == Kind.RELEASE_CRASH_LOOP));
      if (!said) {
        Release.fresh(service, situation.estate())
            .flatMap(r -> finding(situation, r))
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<Finding> finding(Situation situation, Release release) {
    Workload service = release.workload();
    Duration patience = patience(service.deployment().value().template());
    List<Pod> waiting =
        release.newPods().stream()
            .filter(p -> p.phase().equals("Running") && !p.ready())
            .filter(p -> onReadyNode(situation, p))
            .filter(p ->
                p.startedAt().filter(s -> s.plus(patience).isBefore(situation.now())).isPresent())
            .toList();
    Optional<String> stalled = service.deployment().value().stalled();
    boolean unfinished =
        !release.oldPods().isEmpty()
            || stalled.isPresent()
            || release.newPods().stream().noneMatch(Pod::ready);
    boolean alike =
        !release.oldPods().isEmpty() && release.oldPods().stream().noneMatch(Pod::ready);
    if (waiting.isEmpty() || !unfinished || alike) {
      return Optional.empty();
    }
    var evidence = new ArrayList<Evidence>();
    evidence.add(
        situation.seen(
            service.deployment(),
            Sentence.of(
                "diagnosis.evidence.waiting",
                waiting.size(),
                release.newPods().size(),
                release.revision().number(),
                release.image())));
    stalled.ifPresent(s ->
        evidence.add(
            situation.seen(service.deployment(), Sentence.of("diagnosis.evidence.stalled", s))));
    if (!release.oldPods().isEmpty()) {
      long well = release.oldPods().stream().filter(Pod::ready).count();
      evidence.add(
          situation.seen(
              service.deployment(),
              Sentence.of("diagnosis.evidence.old-pods", well, release.oldPods().size())));
    }
    return Optional.of(
        new Finding(
            Kind.RELEASE_NOT_READY,
            service.id(),
            Sentence.of(
                "diagnosis.release-not-ready",
                service.name(),
                release.revision().number(),
                release.image()),
            evidence,
            situation.affectedBy(service.id(), List.of()),
            release.remedy(),
            stalled.isPresent() ? Certainty.CERTAIN : Certainty.LIKELY));
  }

  private static boolean onReadyNode(Situation situation, Pod pod) {
    return pod.node()
        .flatMap(n ->
            situation.estate().nodes().stream()
                .map(o -> o.value())
                .filter(node -> node.name().equals(n))
                .findFirst())
        .map(Node::ready)
        .orElse(true);
  }

  /** How long the containers' own readiness probes let them be unready. */
  private static Duration patience(PodTemplate template) {
    return template.containers().stream()
        .flatMap(c -> c.readiness().stream())
        .map(p ->
            p.initialDelay()
                .orElse(Duration.ZERO)
                .plus(
                    p.period()
                        .orElse(Duration.ofSeconds(10))
                        .multipliedBy(p.failureThreshold().orElse(3))))
        .filter(d -> d.compareTo(START) > 0)
        .findFirst()
        .orElse(START);
  }
}
