package io.pilothouse.deployer.run;

import io.pilothouse.deployer.values.ChartValues;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.List;
import java.util.Optional;

/** What becomes of autoscalers that follow a metric of their own where nothing serves it. Pure. */
final class CustomMetrics {
  /** The API that they ask. */
  static final String GROUP = "custom.metrics.k8s.io";

  private CustomMetrics() {}

  /** What to say of it; empty where it is served, or nobody asks. */
  static Optional<Sentence> note(ChartValues values, boolean served) {
    List<String> blind = values.scaledByOwnMetrics();
    return served || blind.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Sentence.of(
                values.monitoring().collector().equals("prometheusOperator")
                    ? "deploy.note.no-custom-metrics-rules"
                    : "deploy.note.no-custom-metrics",
                blind));
  }
}
