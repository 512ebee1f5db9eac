package io.pilothouse.kubernetesconnector;

import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetricsList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Measurement;
import java.time.Instant;
import java.util.List;

/** Reads what pods use from the metrics server, where there is one. Blocks. */
final class PodMetricsReader {
  /** What came of a reading. */
  sealed interface Reading {
    /** Values. */
    record Measured(List<Measurement> measurements) implements Reading {}

    /** None. @param sentence why, for a person */
    record Missing(Sentence sentence) implements Reading {}
  }

  private final KubernetesClient client;

  PodMetricsReader(KubernetesClient client) {
    this.client = client;
  }

  Reading read(Instant now) {
    try {
      return measured(client.top().pods().metrics(), now);
    } catch (KubernetesClientException e) {
      Failure failure = failure(e);
      if (failure.kind() != Failure.Kind.FORBIDDEN
          || PlatformText.text(client.getNamespace()).isEmpty()) {
        return missing(e, failure);
      }
    }
    try {
      return measured(client.top().pods().metrics(client.getNamespace()), now);
    } catch (KubernetesClientException e) {
      return missing(e, failure(e));
    }
  }

  private static Reading measured(PodMetricsList list, Instant now) {
    return new Reading.Measured(
        PlatformText.list(list.getItems()).stream()
            .flatMap(pod -> PodMetricsMapper.map(pod, now).stream())
            .toList());
  }

  private static Reading missing(KubernetesClientException e, Failure failure) {
    // 503 is what the API server says while the metrics server that is registered is not there.
    return new Reading.Missing(
        Sentence.of(
            "kubernetes.usage-unknown",
            e.getCode() == 404 || e.getCode() == 503
                ? Sentence.of("kubernetes.no-metrics-server")
                : failure.sentence()));
  }

  private Failure failure(KubernetesClientException e) {
    return Failure.of(e, client.getMasterUrl().toString());
  }
}
