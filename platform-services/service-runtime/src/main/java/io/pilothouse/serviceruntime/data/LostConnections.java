package io.pilothouse.serviceruntime.data;

import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a failed statement means for the pool. A server that turned read-only was the primary: that
 * connection goes. A connection that broke is seldom alone: all others go too, so that no caller
 * has to find each of them dead, which takes seconds when the server is silent.
 */
final class LostConnections implements SQLExceptionOverride {

  private static final long SELDOM_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<@Nullable HikariPoolMXBean> pool;
  private final AtomicLong evictedAt = new AtomicLong(System.nanoTime() - SELDOM_NANOS);

  LostConnections(Supplier<@Nullable HikariPoolMXBean> pool) {
    this.pool = pool;
  }

  @java.lang.Override // the interface has a nested type of that name
  public Override adjudicate(SQLException failure) {
    if (SqlFailure.READ_ONLY_TRANSACTION.equals(failure.getSQLState())) {
      return Override.MUST_EVICT;
    }
    if (SqlFailure.connectionLost(failure)) {
      evictAll();
    }
    return Override.CONTINUE_EVICT;
  }

  private void evictAll() {
    long now = System.nanoTime();
    long before = evictedAt.get();
    var connections = pool.get();
    if (connections != null
        && now - before >= SELDOM_NANOS
        && evictedAt.compareAndSet(before, now)) {
      connections.softEvictConnections();
    }
  }
}
