package io.pilothouse.localtwin.load;

import io.pilothouse.serviceruntime.cache.SharedStore;
import io.pilothouse.serviceruntime.cache.SharedStoreException;
import io.pilothouse.serviceruntime.dependency.FailureKind;
import io.pilothouse.serviceruntime.metrics.DependencyErrors;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The service's Redis as one of its pods uses it: over the network, and with failures counted. */
final class ReachedStore implements SharedStore {

  private final ServiceDependencies.SharedCache cache;
  private final NetworkPath path;
  private final DependencyErrors errors;

  ReachedStore(ServiceDependencies.SharedCache cache, NetworkPath path, DependencyErrors errors) {
    this.cache = cache;
    this.path = path;
    this.errors = errors;
  }

  @Override
  public Optional<String> get(String key) throws SharedStoreException {
    return counted(() -> cache.store().get(key));
  }

  @Override
  public void put(String key, String value, Duration timeToLive) throws SharedStoreException {
    counted(() -> {
      cache.store().put(key, value, timeToLive);
      return true;
    });
  }

  @Override
  public void remove(String key) throws SharedStoreException {
    counted(() -> {
      cache.store().remove(key);
      return true;
    });
  }

  @Override
  public void removeAll(String prefix) throws SharedStoreException {
    counted(() -> {
      cache.store().removeAll(prefix);
      return true;
    });
  }

  /** The store is the service's, which closes it. */
  @Override
  public void close() {}

  private <T> T counted(Use<T> use) throws SharedStoreException {
    try {
      path.enter(cache.component(), cache.patience());
      return use.of();
    } catch (IOException unreached) {
      errors.count(cache.component(), FailureKind.of(unreached));
      throw new SharedStoreException("Redis: " + unreached.getMessage(), unreached);
    } catch (SharedStoreException e) {
      errors.count(cache.component(), FailureKind.of(e));
      throw e;
    }
  }

  /** A use of the store. */
  private interface Use<T> {
    T of() throws SharedStoreException;
  }
}
