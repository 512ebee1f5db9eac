package io.pilothouse.localtwin.fault;

import io.pilothouse.localtwin.LocalTwin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The faults that a twin has now, each held by somebody who has to say regularly that he is still
 * there. Safe for any thread; injecting and mending wait for one another.
 */
public final class ActiveFaults implements AutoCloseable {
  /** A holder that was not heard of for so long is taken for dead, and its faults are mended. */
  public static final Duration LEASE = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(ActiveFaults.class);

  private final LocalTwin twin;
  private final InstantSource clock;

  /** In the order in which they began. Guarded by this. */
  private final List<Held> held = new ArrayList<>();

  /** When each holder was last heard of. Guarded by this. */
  private final Map<String, Instant> heard = new HashMap<>();

  /** Guarded by this. */
  private int count;

  public ActiveFaults(LocalTwin twin, InstantSource clock) {
    this.twin = twin;
    this.clock = clock;
  }

  private record Held(Active active, Mending mending) {}

  /**
   * A fault that goes on.
   *
   * @param id by which it is mended
   * @param holder who wants it
   */
  public record Active(
      String id, String fault, Map<String, String> arguments, String holder, Instant since) {}

  /**
   * Begins a fault.
   *
   * @throws IllegalArgumentException if there is no such fault, or the arguments do not fit the
   *     twin
   */
  public synchronized Active inject(String fault, FaultArguments arguments, String holder) {
    Fault known =
        FaultCatalogue.named(fault)
            .orElseThrow(() -> new IllegalArgumentException("there is no fault '" + fault + "'"));
    heard.put(holder, clock.instant());
    Mending mending = known.injection().inject(twin, arguments);
    var active = new Active("fault-" + ++count, fault, arguments.values(), holder, clock.instant());
    held.add(new Held(active, mending));
    LOG.info("fault={} id={} arguments={} began", fault, active.id(), arguments.values());
    return active;
  }

  /**
   * Mends a fault.
   *
   * @throws NoSuchElementException if there is none of that id
   */
  public synchronized void mend(String id) {
    if (!mend(fault -> fault.active().id().equals(id))) {
      throw new NoSuchElementException("there is no fault of the id '" + id + "'");
    }
  }

  /** Mends what somebody holds, the newest first. */
  public synchronized void mendAllOf(String holder) {
    mend(fault -> fault.active().holder().equals(holder));
    heard.remove(holder);
  }

  /** Says that a holder is still there. */
  public synchronized void renew(String holder) {
    heard.put(holder, clock.instant());
  }

  /** Mends what is held by those who were not heard of for {@link #LEASE}. */
  public synchronized void expire() {
    Instant limit = clock.instant().minus(LEASE);
    heard.entrySet().stream()
        .filter(holder -> holder.getValue().isBefore(limit))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(holder -> {
          LOG.warn("holder={} was not heard of; its faults are mended", holder);
          mendAllOf(holder);
        });
  }

  public synchronized List<Active> list() {
    return held.stream().map(Held::active).toList();
  }

  /** Mends everything. */
  @Override
  public synchronized void close() {
    mend(fault -> true);
  }

  private boolean mend(Predicate<Held> which) {
    boolean any = false;
    for (Held fault : held.reversed().stream().filter(which).toList()) {
      any = true;
      held.remove(fault);
      try {
        fault.mending().mend();
        LOG.info("fault={} id={} mended", fault.active().fault(), fault.active().id());
      } catch (RuntimeException e) {
        LOG.error("fault={} id={} not mended", fault.active().fault(), fault.active().id(), e);
      }
    }
    return any;
  }
}
