package io.pilothouse.desktopapp.scaling;

import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.Health;
import java.util.List;
import java.util.Optional;

/** A node pool. @param least and @param most its range, where it scales */
public record NodePool(
    String component,
    String name,
    Health health,
    boolean stale,
    Optional<Integer> least,
    Optional<Integer> most,
    List<Machine> machines) {
  public NodePool {
    machines = List.copyOf(machines);
  }

  /** One node. @param remark why pods do not come to it, where they do not */
  public record Machine(String name, String zone, Health health, Optional<Sentence> remark) {}
}
