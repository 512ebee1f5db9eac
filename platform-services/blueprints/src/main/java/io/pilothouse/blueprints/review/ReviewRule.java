package io.pilothouse.blueprints.review;

import java.util.stream.Stream;

/**
 * One thing that may be wrong with a design. Pure, stateless, safe for many threads.
 *
 * <p>What it says stands in the sentences {@code review.<id>.title} (what is wrong, without
 * arguments), {@code review.<id>.happens} (what will happen) and {@code review.<id>.instead} (what
 * to write instead). The latter two are given the occurrence's arguments.
 */
public interface ReviewRule {
  /** The rule's own facts. */
  About about();

  /** Every place of the design where the rule is broken. */
  Stream<Occurrence> find(Design design);
}
