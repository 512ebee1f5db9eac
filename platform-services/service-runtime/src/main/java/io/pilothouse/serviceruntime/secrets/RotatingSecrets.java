package io.pilothouse.serviceruntime.secrets;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service's secrets as they were last read, and who wants to know when they change. A store that
 * cannot be read leaves them as they are; a secret that is gone stays, too, since whoever rotates
 * puts the new one first. Safe for concurrent use.
 */
public final class RotatingSecrets {

  private static final Logger LOG = LoggerFactory.getLogger(RotatingSecrets.class);
  private static final Duration SOON = Duration.ofSeconds(3);

  private final SecretStore store;
  private final Map<String, String> properties;
  private final InstantSource clock;
  private final List<Consumer<Set<String>>> listeners = new CopyOnWriteArrayList<>();
  private volatile Map<String, String> values = Map.of();

  /** Guarded by this. */
  private Instant lastRead = Instant.EPOCH;

  /**
   * Prepares; nothing is read yet.
   *
   * @param properties the names of settings by the names of the secrets that are their values
   */
  public RotatingSecrets(SecretStore store, Map<String, String> properties, InstantSource clock) {
    this.store = store;
    this.properties = Map.copyOf(properties);
    this.clock = clock;
  }

  /** A setting's value; empty when no secret is its value. */
  public Optional<String> value(String property) {
    return Optional.ofNullable(values.get(property));
  }

  /** Tells the names of the settings that changed, after each reading that changed some. */
  public void onChange(Consumer<Set<String>> listener) {
    listeners.add(listener);
  }

  /** Reads all for the first time. */
  public synchronized void load() {
    lastRead = clock.instant();
    values = read();
  }

  /** Reads all again. */
  public void refresh() {
    var changed = new HashSet<String>();
    synchronized (this) {
      lastRead = clock.instant();
      Map<String, String> now;
      try {
        now = read();
      } catch (SecretsUnavailableException e) {
        LOG.warn("secrets stay as they were cause=\"{}\"", e.getMessage());
        return;
      }
      var all = new HashMap<>(values);
      now.forEach((property, value) -> {
        if (!value.equals(all.put(property, value))) {
          changed.add(property);
        }
      });
      values = Map.copyOf(all);
    }
    if (!changed.isEmpty()) {
      LOG.info("secrets changed settings={}", changed);
      listeners.forEach(listener -> listener.accept(Set.copyOf(changed)));
    }
  }

  /** Reads all again because somebody was refused, unless that was done just now. */
  public void refreshSoon() {
    synchronized (this) {
      if (lastRead.plus(SOON).isAfter(clock.instant())) {
        return;
      }
    }
    refresh();
  }

  private Map<String, String> read() {
    var found = new HashMap<String, String>();
    properties.forEach(
        (secret, property) -> store.read(secret).ifPresent(value -> found.put(property, value)));
    return found;
  }

  /** Leaves the values out. */
  @Override
  public String toString() {
    return "RotatingSecrets" + properties.values();
  }
}
