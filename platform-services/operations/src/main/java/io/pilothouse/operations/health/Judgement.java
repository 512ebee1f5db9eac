package io.pilothouse.operations.health;

import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.Health;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects what is said against a component; the worst decides. */
final class Judgement {
  private final Map<Health, List<Sentence>> said = new EnumMap<>(Health.class);

  void say(Health health, String key, Object... arguments) {
    say(health, Sentence.of(key, arguments));
  }

  void say(Health health, Sentence reason) {
    said.computeIfAbsent(health, h -> new ArrayList<>()).add(reason);
  }

  /** The worst that was said; normal if nothing was. */
  Health health() {
    return said.keySet().stream().findFirst().orElse(Health.NORMAL);
  }

  /** The sentences, worst first. */
  List<Sentence> reasons() {
    return said.values().stream().flatMap(List::stream).toList();
  }
}
