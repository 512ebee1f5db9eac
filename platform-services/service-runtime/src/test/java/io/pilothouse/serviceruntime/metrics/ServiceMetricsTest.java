package io.pilothouse.serviceruntime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.serviceruntime.cache.CacheSnapshot;
import io.pilothouse.serviceruntime.cache.TierCounts;
import io.pilothouse.serviceruntime.data.PoolUse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ServiceMetricsTest {

  @Test
  void tellsEachFigureUnderItsNameAndInItsUnit() {
    var metrics =
        new ServiceMetrics(
            40,
            0.25,
            Optional.of(Duration.ofMillis(120)),
            7,
            2,
            Map.of("user_session", new TierCounts(60, 30, 10, 0)),
            Map.of("primary", new PoolUse(6, 0, 3, 6), "replica", new PoolUse(1, 1, 0, 4)),
            OptionalDouble.of(0.8),
            Map.of("tax-api", new ExternalFigures(true, Optional.of(Duration.ofMillis(250)))),
            Map.of("timeout_tax-api", 1.5));
    assertThat(metrics.byName())
        .containsEntry("requests_per_second", 40.0)
        .containsEntry("failed_requests", 25.0)
        .containsEntry("avg_response_time", 120.0)
        .containsEntry("active_connections", 7.0)
        .containsEntry("queue_length", 2.0)
        .containsEntry("cache_hit_ratio", 0.9)
        .containsEntry("cache_hit_ratio_local", 0.6)
        .containsEntry("cache_hit_ratio_shared", 0.75)
        .containsEntry("cache_hit_ratio_user_session", 0.9)
        .containsEntry("database_connection_pool", 100.0)
        .containsEntry("database_connections_waiting", 3.0)
        .containsEntry("replica_read_ratio", 0.8)
        .containsEntry("circuit_breaker_open_tax-api", 1.0)
        .containsEntry("external_response_time_tax-api", 250.0)
        .containsEntry("dependency_errors_timeout_tax-api", 1.5);
  }

  @Test
  void leavesOutWhatNothingWasCountedFor() {
    var metrics =
        new ServiceMetrics(
            0,
            0,
            Optional.empty(),
            0,
            0,
            Map.of(),
            Map.of(),
            OptionalDouble.empty(),
            Map.of(),
            Map.of());
    assertThat(metrics.byName())
        .containsOnlyKeys(
            "requests_per_second", "active_connections", "queue_length", "failed_requests");
  }

  @Test
  void aShareIsOfTheLastSecondsAndNothingWhenNothingWasCounted() {
    var share = new RecentShare();
    var start = Instant.parse("2026-01-05T03:00:00Z");
    assertThat(share.upTo(start, 0, 0)).isEmpty();
    assertThat(share.upTo(start.plusSeconds(1), 9, 10)).hasValue(0.9);
    assertThat(share.upTo(start.plusSeconds(20), 9, 20)).hasValue(0.45);
    assertThat(share.upTo(start.plusSeconds(21), 9, 30)).hasValue(0);
  }

  @Test
  void readsOfLongAgoNoLongerCount() {
    var reads = new RecentReads();
    var start = Instant.parse("2026-01-05T03:00:00Z");
    for (int second = 0; second <= 20; second++) {
      reads.keep(start.plusSeconds(second), counted(new TierCounts(100L * second, 0, 0, 0)));
    }
    var now = counted(new TierCounts(2_000, 0, 500, 0));
    assertThat(reads.upTo(now)).containsEntry("trip", new TierCounts(1_500, 0, 500, 0));
  }

  private static CacheSnapshot counted(TierCounts trip) {
    return new CacheSnapshot(Map.of("trip", trip), 0, 0, 0);
  }
}
