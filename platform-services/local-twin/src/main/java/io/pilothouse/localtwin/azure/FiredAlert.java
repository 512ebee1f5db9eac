package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An alert of alerts management: a rule that fired for a resource. Immutable.
 *
 * @param condition {@code Fired} or {@code Resolved}, as the platform knows it
 * @param state {@code New}, {@code Acknowledged} or {@code Closed}, as people set it
 * @param context what was measured, in the common alert schema's words
 * @param history oldest first
 */
record FiredAlert(
    String id,
    MetricAlert rule,
    String target,
    String condition,
    String state,
    Instant startedAt,
    Instant modifiedAt,
    String modifiedBy,
    Optional<Instant> resolvedAt,
    ObjectNode context,
    List<Modification> history) {
  FiredAlert {
    history = List.copyOf(history);
  }

  /** One change. @param event such as {@code AlertCreated}, {@code StateChange} */
  record Modification(
      String event, String before, String after, Instant at, String by, String comment) {}

  static FiredAlert created(
      String id, MetricAlert rule, String target, ObjectNode context, Instant at) {
    return new FiredAlert(
        id,
        rule,
        target,
        "Fired",
        "New",
        at,
        at,
        "System",
        Optional.empty(),
        context,
        List.of(new Modification("AlertCreated", "", "Fired", at, "System", "")));
  }

  FiredAlert resolved(ObjectNode lastContext, Instant at) {
    return changed(
        "Resolved",
        state,
        Optional.of(at),
        lastContext,
        new Modification("MonitorConditionChange", condition, "Resolved", at, "System", ""));
  }

  FiredAlert inState(String next, Instant at, String by, String comment) {
    return changed(
        condition,
        next,
        resolvedAt,
        context,
        new Modification("StateChange", state, next, at, by, comment));
  }

  private FiredAlert changed(
      String newCondition,
      String newState,
      Optional<Instant> newResolvedAt,
      ObjectNode newContext,
      Modification by) {
    var all = new ArrayList<>(history);
    all.add(by);
    return new FiredAlert(
        id,
        rule,
        target,
        newCondition,
        newState,
        startedAt,
        by.at(),
        by.by(),
        newResolvedAt,
        newContext,
        all);
  }
}
