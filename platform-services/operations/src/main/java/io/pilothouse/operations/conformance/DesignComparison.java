package io.pilothouse.operations.conformance;

import io.pilothouse.operations.binding.Bindings;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.conformance.Conformance;
import io.pilothouse.sharedmodel.conformance.Difference;
import io.pilothouse.sharedmodel.conformance.NotChecked;
import io.pilothouse.sharedmodel.estate.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds a blueprint against snapshots as they come. Each part of the blueprint is compared again
 * only when the live resources that it rests on changed; the rest keeps what was found. What a
 * platform varies within what is declared (pods within an autoscaler's range, nodes within a
 * pool's, zones that a failover swapped) is no difference. Not for concurrent use.
 */
public final class DesignComparison {
  private final Places places;
  private final List<Subject> subjects;
  private final List<Optional<Compared>> compared = new ArrayList<>();
  private final Map<String, Instant> since = new HashMap<>();
  private Conformance last = Conformance.none();

  private record Compared(List<Object> restedOn, Findings findings) {}

  /** Compares with one blueprint. */
  public DesignComparison(Blueprint blueprint) {
    this.places = new Places(blueprint);
    this.subjects = Subjects.of(blueprint);
    subjects.forEach(s -> compared.add(Optional.empty()));
  }

  /**
   * How design and live agree now. The same object as the last one if nothing that matters changed.
   *
   * @param now from when a difference that is new is counted
   */
  public Conformance compare(Snapshot snapshot, Bindings bindings, Instant now) {
    var side = new LiveSide(snapshot, bindings);
    boolean changed = false;
    for (int i = 0; i < subjects.size(); i++) {
      Subject subject = subjects.get(i);
      List<Object> restsOn = subject.restsOn(side);
      if (compared.get(i).filter(c -> same(c.restedOn(), restsOn)).isEmpty()) {
        var findings = new Findings();
        subject.compare(side, places, findings);
        compared.set(i, Optional.of(new Compared(restsOn, findings)));
        changed = true;
      }
    }
    if (changed || !last.ambiguities().equals(bindings.ambiguities())) {
      last = sum(bindings, now);
    }
    return last;
  }

  private Conformance sum(Bindings bindings, Instant now) {
    int checked = 0;
    var differences = new ArrayList<Difference>();
    var notChecked = new ArrayList<NotChecked>();
    var still = new HashMap<String, Instant>();
    for (Optional<Compared> each : compared) {
      Findings findings = each.orElseThrow().findings();
      checked += findings.count();
      notChecked.addAll(findings.notChecked());
      for (Found found : findings.found()) {
        Instant first = since.getOrDefault(found.id(), now);
        still.put(found.id(), first);
        differences.add(found.since(first));
      }
    }
    since.clear();
    since.putAll(still);
    return new Conformance(checked, differences, notChecked, bindings.ambiguities());
  }

  /** By identity: a resource that was told again unchanged is another object at worst. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean same(List<Object> before, List<Object> after) {
    if (before.size() != after.size()) {
      return false;
    }
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i) != after.get(i)) {
        return false;
      }
    }
    return true;
  }
}
