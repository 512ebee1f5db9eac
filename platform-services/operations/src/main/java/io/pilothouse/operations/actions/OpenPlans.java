package io.pilothouse.operations.actions;

import io.pilothouse.sharedmodel.action.Approval;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.Session.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The plans that were made and not run. One is run once, as it was shown, with its name typed, and
 * not after a quarter of an hour. All methods may be called from any thread.
 */
final class OpenPlans {
  /** What a plan showed is not what is so after this long. */
  private static final Duration AGE = Duration.ofMinutes(15);

  private static final int MOST = 100;

  private final Map<String, Procedure.Prepared> plans = new ConcurrentHashMap<>();

  void remember(Procedure.Prepared prepared, Instant now) {
    plans.values().removeIf(p -> old(p.plan(), now));
    if (plans.size() >= MOST) {
      throw new Refused(Sentence.of("operations.plan.too-many"));
    }
    plans.put(prepared.plan().id(), prepared);
  }

  /** The plan to run, which is open no more. Throws {@link Refused} if it may not be run. */
  Procedure.Prepared take(Plan plan, Approval approval, Instant now) {
    if (!plan.typedName().equals(approval.typedName())) {
      throw new Refused(
          Sentence.of("operations.plan.typed", approval.typedName(), plan.typedName()));
    }
    Procedure.Prepared prepared = plans.get(plan.id());
    if (prepared == null || !prepared.plan().equals(plan)) {
      throw new Refused(Sentence.of("operations.plan.not-open"));
    }
    Optional<Guard> blocking =
        plan.guards().stream().filter(g -> g.verdict() == Guard.Verdict.BLOCK).findFirst();
    if (blocking.isPresent()) {
      throw new Refused(blocking.get().evidence());
    }
    // Taking it out decides between two that execute the same plan at once.
    if (old(plan, now) || !plans.remove(plan.id(), prepared)) {
      throw new Refused(Sentence.of("operations.plan.too-old"));
    }
    return prepared;
  }

  private static boolean old(Plan plan, Instant now) {
    return plan.plannedAt().plus(AGE).isBefore(now);
  }
}
