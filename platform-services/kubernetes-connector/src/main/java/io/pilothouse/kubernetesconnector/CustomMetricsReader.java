package io.pilothouse.kubernetesconnector;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pilothouse.operations.health.WorkloadMetrics;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Measurement;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what pods report of their own work through the custom metrics API, where an adapter serves
 * it. Its list of resources says which metrics there are; each that is wanted is asked for once a
 * namespace. Blocks; used by one thread at a time.
 */
final class CustomMetricsReader {
  /** What came of a reading. */
  sealed interface Reading {
    /** Values, none where nothing that is wanted is served. */
    record Measured(List<Measurement> measurements) implements Reading {}

    /** None: there is no such API, or it did not answer. @param sentence why, for a person */
    record Missing(Sentence sentence) implements Reading {}
  }

  /** So that hundreds of metrics in dozens of namespaces do not weigh on the API server. */
  static final int MOST_REQUESTS = 160;

  private static final Logger LOG = LoggerFactory.getLogger(CustomMetricsReader.class);
  private static final String GROUP = "/apis/custom.metrics.k8s.io/";
  private static final List<String> VERSIONS = List.of("v1beta2", "v1beta1");
  private static final String OF_PODS = "pods/";

  private final KubernetesClient client;
  private final WorkloadMetrics wanted;
  private int leftOut;

  CustomMetricsReader(KubernetesClient client, WorkloadMetrics wanted) {
    this.client = client;
    this.wanted = wanted;
  }

  /**
   * Reads once.
   *
   * @param namespaces those whose pods are asked, the most important first
   */
  Reading read(Collection<String> namespaces, Instant now) {
    try {
      for (String version : VERSIONS) {
        Optional<String> list = get(GROUP + version);
        if (list.isPresent()) {
          return new Reading.Measured(read(version, offered(list.get()), namespaces, now));
        }
      }
      return new Reading.Missing(Sentence.of("kubernetes.no-custom-metrics"));
    } catch (KubernetesClientException e) {
      return new Reading.Missing(Sentence.of("kubernetes.work-unknown", failure(e).sentence()));
    }
  }

  private List<Measurement> read(
      String version, List<String> offered, Collection<String> namespaces, Instant now) {
    var measurements = new ArrayList<Measurement>();
    int room = MOST_REQUESTS;
    int skipped = 0;
    for (String namespace : namespaces) {
      List<String> all = wanted.among(offered, Integer.MAX_VALUE);
      List<String> metrics = all.subList(0, Math.min(room, all.size()));
      skipped += all.size() - metrics.size();
      room -= metrics.size();
      for (String metric : metrics) {
        get(GROUP + version + "/namespaces/" + name(namespace) + "/pods/*/" + name(metric))
            .map(this::object)
            .ifPresent(l -> measurements.addAll(CustomMetricsMapper.map(l, metric, now)));
      }
    }
    if (skipped != leftOut) {
      leftOut = skipped;
      LOG.info(
          "source=kubernetes custom metrics left out={} limit={} requests a round",
          skipped,
          MOST_REQUESTS);
    }
    return measurements;
  }

  private List<String> offered(String list) {
    var resources =
        client.getKubernetesSerialization().unmarshal(list, APIResourceList.class).getResources();
    return PlatformText.list(resources).stream()
        .map(APIResource::getName)
        .filter(n -> n.startsWith(OF_PODS))
        .map(n -> n.substring(OF_PODS.length()))
        .toList();
  }

  private GenericKubernetesResource object(String json) {
    return client.getKubernetesSerialization().unmarshal(json, GenericKubernetesResource.class);
  }

  /** Empty where there is no such thing: an adapter says 404 too when no pod has the metric. */
  private Optional<String> get(String path) {
    try {
      return Optional.ofNullable(client.raw(path));
    } catch (KubernetesClientException e) {
      // 503 is what the API server says while the adapter that is registered is not there.
      if (e.getCode() == 404 || e.getCode() == 503) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String name(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Failure failure(KubernetesClientException e) {
    return Failure.of(e, client.getMasterUrl().toString());
  }
}
