package io.pilothouse.localtwin.postgres;

import java.time.Duration;
import java.util.Optional;

/**
 * Lets one operation at a time change a flexible server, and tells the others what they would have
 * to wait for.
 */
final class OperationGate {

  private static final Duration BRIEFLY = Duration.ofSeconds(5);

  /** Who is inside; compared by identity, so no record. */
  private static final class Holder {
    private final String operation;
    private final boolean brief;

    Holder(String operation, boolean brief) {
      this.operation = operation;
      this.brief = brief;
    }
  }

  /** Guarded by this. */
  private Optional<Holder> holder = Optional.empty();

  /** Guarded by this. */
  private boolean shut;

  /** The right to change the server until it is closed. */
  interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Enters for an operation that somebody asked for; what supervision does in passing is waited
   * for.
   *
   * @param operation a noun phrase such as {@code a planned failover}
   * @param server the server's name, for the refusal
   */
  synchronized Permit enter(String operation, String server) throws OperationRefusedException {
    long deadline = System.nanoTime() + BRIEFLY.toNanos();
    while (!shut && holder.isPresent()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (!holder.get().brief || left <= 0) {
        throw new OperationRefusedException(
            "%s of %s is refused: %s is under way. Wait until it is done"
                .formatted(capitalized(operation), server, holder.get().operation));
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OperationRefusedException(capitalized(operation) + " was interrupted");
      }
    }
    if (shut) {
      throw new OperationRefusedException(
          "%s of %s is refused: the server has been stopped"
              .formatted(capitalized(operation), server));
    }
    return hold(operation, false);
  }

  /** Enters for a moment if nobody else is inside. */
  synchronized Optional<Permit> tryEnterBriefly(String operation) {
    return shut || holder.isPresent() ? Optional.empty() : Optional.of(hold(operation, true));
  }

  /** Turns a brief stay into an operation, without letting anybody in between. */
  synchronized Permit prolong(Permit brief, String operation) {
    brief.close();
    return hold(operation, false);
  }

  /** Lets nobody in any more, and waits for whoever is inside. */
  synchronized void shut(Duration limit) {
    shut = true;
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      for (long left = limit.toMillis();
          holder.isPresent() && left > 0;
          left = (deadline - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Permit hold(String operation, boolean brief) {
    Holder mine = new Holder(operation, brief);
    holder = Optional.of(mine);
    return () -> leave(mine);
  }

  private synchronized void leave(Holder leaving) {
    if (holder.filter(now -> now == leaving).isPresent()) {
      holder = Optional.empty();
      notifyAll();
    }
  }

  private static String capitalized(String phrase) {
    return Character.toUpperCase(phrase.charAt(0)) + phrase.substring(1);
  }
}
