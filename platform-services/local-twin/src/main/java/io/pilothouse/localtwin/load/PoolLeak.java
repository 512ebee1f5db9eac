package io.pilothouse.localtwin.load;

import io.pilothouse.serviceruntime.data.DatabaseUnavailableException;
import io.pilothouse.serviceruntime.data.RoutedDatabase;
import io.pilothouse.serviceruntime.data.SqlWork;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Code that takes connections from a service's pools and does not give them back: as many pieces of
 * work as the pools have connections, each of which lasts until the leak is closed.
 */
public final class PoolLeak implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PoolLeak.class);

  private final ExecutorService leaking = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);

  private PoolLeak() {}

  static PoolLeak of(RoutedDatabase database) {
    var leak = new PoolLeak();
    boolean primary = true;
    for (var pool : database.snapshot().pools().values()) {
      Function<SqlWork<Boolean>, Boolean> taking = primary ? database::write : database::read;
      for (int i = 0; i < pool.maximum(); i++) {
        leak.leaking.execute(() -> leak.hold(taking));
      }
      primary = false;
    }
    return leak;
  }

  /** Gives every connection back. */
  @Override
  public void close() {
    closed.countDown();
    leaking.shutdownNow();
  }

  private void hold(Function<SqlWork<Boolean>, Boolean> taking) {
    while (closed.getCount() > 0 && !Thread.currentThread().isInterrupted()) {
      try {
        var unused = taking.apply(connection -> untilClosed());
      } catch (DatabaseUnavailableException none) {
        LOG.debug("no connection to leak yet cause=\"{}\"", none.getMessage());
      }
    }
  }

  private boolean untilClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }
}
