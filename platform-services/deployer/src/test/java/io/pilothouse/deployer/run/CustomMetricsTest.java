package io.pilothouse.deployer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.deployer.values.ChartValues;
import io.pilothouse.deployer.values.SystemValues;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CustomMetricsTest {
  private static final ChartValues ASKING = values("tripgen-prod");

  @Test
  void whoIsBlindIsNamedWithWhatServesIt() {
    assertThat(CustomMetrics.note(ASKING, false).map(CustomMetricsTest::english).orElseThrow())
        .contains("ai-service, trip-service, user-service")
        .contains("managed Prometheus does not serve it");
    var operated =
        new ChartValues(
            ASKING.system(),
            ASKING.environment(),
            ASKING.image(),
            ASKING.rollout(),
            ASKING.placement(),
            ASKING.identity(),
            ASKING.secrets(),
            ASKING.security(),
            ASKING.ingress(),
            new ChartValues.Monitoring("prometheusOperator", Optional.of("monitoring")),
            ASKING.alerts(),
            ASKING.serviceMesh(),
            ASKING.destinations(),
            ASKING.services(),
            ASKING.databaseRoles(),
            ASKING.databases(),
            ASKING.caches());
    assertThat(CustomMetrics.note(operated, false).map(CustomMetricsTest::english).orElseThrow())
        .contains("monitoring.adapter.enabled=true");
  }

  @Test
  void nothingIsSaidWhereItIsServedOrNobodyAsks() {
    assertThat(CustomMetrics.note(ASKING, true)).isEmpty();
    assertThat(CustomMetrics.note(values("kt-event-marketing-prod"), false)).isEmpty();
  }

  private static ChartValues values(String system) {
    return SystemValues.of(EmptyTwins.blueprint(system));
  }

  private static String english(Sentence sentence) {
    return Sentences.in(Locale.ENGLISH).say(sentence);
  }
}
