package io.pilothouse.localtwin.azure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Faults of the endpoint that a rehearsal turns on. Thread-safe; a new fault replaces the last. */
public final class EndpointFaults {
  /** What is wrong. */
  public enum Kind {
    NONE,
    /** Connections end without an answer, as when the network is cut. */
    CUT,
    /** 429 with Retry-After, as when the subscription's limit is used up. */
    THROTTLED,
    /** 503 with resource manager's error shape. */
    UNAVAILABLE
  }

  private record Fault(Kind kind, Instant until) {}

  private static final Fault NONE = new Fault(Kind.NONE, Instant.MAX);
  private final Clock clock;
  private final AtomicReference<Fault> fault = new AtomicReference<>(NONE);

  private final AtomicReference<Set<String>> refused = new AtomicReference<>(Set.of());

  private final ProvisioningFaults provisioning = new ProvisioningFaults();

  private final Set<String> lostRegions = ConcurrentHashMap.newKeySet();

  EndpointFaults(Clock clock) {
    this.clock = clock;
  }

  /** What is refused to be made. */
  public ProvisioningFaults provisioning() {
    return provisioning;
  }

  /** From now on nobody may read resources of these types, or of no type any more. */
  public void refuse(Set<String> types) {
    refused.set(
        types.stream()
            .map(t -> t.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet()));
  }

  boolean refuses(String type) {
    return refused.get().contains(type.toLowerCase(Locale.ROOT));
  }

  /** The hosts of a region's own, such as its metrics host, end connections without an answer. */
  public void loseRegion(String region) {
    lostRegions.add(region.toLowerCase(Locale.ROOT));
  }

  /** Undoes {@link #loseRegion}. */
  public void mendRegion(String region) {
    lostRegions.remove(region.toLowerCase(Locale.ROOT));
  }

  /** Whether a host such as {@code koreacentral.metrics.monitor.azure.com} is gone. */
  boolean lost(String host) {
    int dot = host.indexOf('.');
    return dot > 0 && lostRegions.contains(host.substring(0, dot).toLowerCase(Locale.ROOT));
  }

  /** Turns a fault on for a time, after which it ends by itself. */
  public void begin(Kind kind, Duration duration) {
    fault.set(new Fault(kind, clock.instant().plus(duration)));
  }

  /** Turns the fault off. */
  public void end() {
    fault.set(NONE);
  }

  /** What is wrong now. */
  public Kind current() {
    Fault now = fault.get();
    return clock.instant().isBefore(now.until()) ? now.kind() : Kind.NONE;
  }
}
