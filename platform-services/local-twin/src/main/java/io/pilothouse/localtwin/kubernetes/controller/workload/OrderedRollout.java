package io.pilothouse.localtwin.kubernetes.controller.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The decision of a StatefulSet: which pods to create and to delete now. In order, the next one is
 * touched when those before it are available; an update goes from the highest ordinal down to the
 * partition. Pure; the rules of the StatefulSet controller's updateStatefulSet.
 *
 * @param first the lowest ordinal
 * @param parallel podManagementPolicy Parallel: creation and deletion wait for nobody
 * @param updates updateStrategy RollingUpdate: pods of an old revision are replaced by themselves
 * @param partition pods below this ordinal keep the old revision
 */
record OrderedRollout(int first, int replicas, boolean parallel, boolean updates, int partition) {

  /** A pod that is there, with what it is of. */
  record Replica(int ordinal, String revision, State state) {}

  /** How far a pod is. */
  enum State {
    /** It has ended and does not start again. */
    FINISHED,
    GOING,
    PENDING,
    AVAILABLE
  }

  /** What is done with the pod of an ordinal. */
  sealed interface Step {
    int ordinal();
  }

  /** A pod is made. @param updated of the newest revision, not of the one before */
  record Create(int ordinal, boolean updated) implements Step {}

  /** A pod is deleted; what comes after it is another question. */
  record Delete(int ordinal) implements Step {}

  static OrderedRollout of(JsonNode spec) {
    JsonNode strategy = spec.path("updateStrategy");
    return new OrderedRollout(
        spec.path("ordinals").path("start").asInt(),
        spec.path("replicas").asInt(1),
        spec.path("podManagementPolicy").asText().equals("Parallel"),
        !strategy.path("type").asText().equals("OnDelete"),
        strategy.path("rollingUpdate").path("partition").asInt());
  }

  /** What to do now, in this order; nothing when all is as it should be or has to be waited for. */
  List<Step> steps(List<Replica> pods, String updateRevision) {
    Map<Integer, Replica> there = new TreeMap<>();
    pods.forEach(pod -> there.put(pod.ordinal(), pod));
    List<Step> steps = new ArrayList<>();
    for (int ordinal = first; ordinal < end(); ordinal++) {
      Replica pod = there.get(ordinal);
      if (pod == null) {
        steps.add(new Create(ordinal, !updates || ordinal >= first + partition));
      } else if (pod.state() == State.FINISHED) {
        steps.add(new Delete(ordinal));
      }
      boolean settled = pod != null && pod.state() == State.AVAILABLE;
      if (!parallel && !settled) {
        return steps;
      }
    }
    List<Replica> condemned =
        there.values().stream()
            .filter(pod -> pod.ordinal() < first || pod.ordinal() >= end())
            .sorted(Comparator.comparingInt(Replica::ordinal).reversed())
            .toList();
    for (Replica pod : condemned) {
      if (pod.state() != State.GOING) {
        steps.add(new Delete(pod.ordinal()));
      }
      if (!parallel) {
        return steps;
      }
    }
    if (steps.isEmpty() && updates) {
      steps.addAll(update(there, updateRevision));
    }
    return steps;
  }

  /** One at a time from the top, each when the one above it is available again. */
  private List<Step> update(Map<Integer, Replica> there, String updateRevision) {
    for (int ordinal = end() - 1; ordinal >= first + partition; ordinal--) {
      Replica pod = there.get(ordinal);
      if (pod == null || pod.state() == State.GOING) {
        return List.of();
      }
      if (!pod.revision().equals(updateRevision)) {
        return List.of(new Delete(ordinal));
      }
      if (pod.state() != State.AVAILABLE) {
        return List.of();
      }
    }
    return List.of();
  }

  private int end() {
    return first + replicas;
  }
}
