package io.pilothouse.localtwin.served;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {

  @Test
  void figuresGetTheNamesOfAPod() {
    assertThat(
            PrometheusText.read(
                """
                # HELP cache_hit_ratio share of reads
                # TYPE cache_hit_ratio gauge
                cache_hit_ratio{pattern="all",service="ai-service",system="kt"} 0.93
                cache_hit_ratio{pattern="ai_results",service="ai-service",system="kt"} 0.5
                circuit_breaker_open{target="claude-api"} 1.0
                dependency_errors{kind="timeout",target="claude-api"} 0.2 1700000000
                jvm_threads_live_threads 40.0
                requests_per_second 12
                """))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "cache_hit_ratio", 0.93,
                "cache_hit_ratio_ai_results", 0.5,
                "circuit_breaker_open_claude-api", 1.0,
                "dependency_errors_timeout_claude-api", 0.2,
                "requests_per_second", 12.0));
  }

  @Test
  void theFullestOfSeveralPoolsCountsAndWhatIsNoNumberDoesNot() {
    assertThat(
            PrometheusText.read(
                """
                database_connection_pool{server="primary"} 20.0
                database_connection_pool{server="replica"} 60.0
                avg_response_time NaN
                queue_length plenty
                not a sample at all
                """))
        .containsExactlyEntriesOf(Map.of("database_connection_pool", 60.0));
  }
}
