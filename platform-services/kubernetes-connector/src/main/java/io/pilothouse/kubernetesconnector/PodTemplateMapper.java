package io.pilothouse.kubernetesconnector;

import static io.pilothouse.kubernetesconnector.PlatformText.list;
import static io.pilothouse.kubernetesconnector.PlatformText.number;
import static io.pilothouse.kubernetesconnector.PlatformText.text;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import io.pilothouse.sharedmodel.estate.LabelSelector;
import io.pilothouse.sharedmodel.estate.PodTemplate;
import io.pilothouse.sharedmodel.estate.PodTemplate.Affinity.To;
import io.pilothouse.sharedmodel.estate.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps what a workload's pods are to be like. Pure; the API server's own defaults filled in. */
final class PodTemplateMapper {
  private PodTemplateMapper() {}

  static PodTemplate map(@Nullable PodTemplateSpec template) {
    if (template == null || template.getSpec() == null) {
      return PodTemplate.UNKNOWN;
    }
    PodSpec spec = template.getSpec();
    return new PodTemplate(
        template.getMetadata() == null
            ? Map.of()
            : PlatformText.map(template.getMetadata().getLabels()),
        text(spec.getServiceAccountName()),
        list(spec.getContainers()).stream().map(PodTemplateMapper::container).toList(),
        PlatformText.map(spec.getNodeSelector()),
        list(spec.getTolerations()).stream()
            .map(t ->
                new PodTemplate.Toleration(
                    text(t.getKey()),
                    text(t.getOperator()).orElse("Equal"),
                    text(t.getValue()),
                    text(t.getEffect())))
            .toList(),
        list(spec.getTopologySpreadConstraints()).stream()
            .map(c ->
                new PodTemplate.Spread(
                    c.getTopologyKey(),
                    number(c.getMaxSkew()),
                    text(c.getWhenUnsatisfiable()).orElse("DoNotSchedule"),
                    SelectorMapper.map(c.getLabelSelector())))
            .toList(),
        affinities(spec.getAffinity()));
  }

  private static PodTemplate.Container container(Container container) {
    Optional<ResourceRequirements> resources = Optional.ofNullable(container.getResources());
    return new PodTemplate.Container(
        container.getName(),
        text(container.getImage()),
        quantities(resources.map(ResourceRequirements::getRequests)),
        quantities(resources.map(ResourceRequirements::getLimits)),
        list(container.getPorts()).stream()
            .map(p ->
                new PodTemplate.Port(
                    text(p.getName()),
                    number(p.getContainerPort()),
                    text(p.getProtocol()).orElse("TCP")))
            .toList(),
        probe(container.getReadinessProbe()),
        probe(container.getLivenessProbe()),
        probe(container.getStartupProbe()));
  }

  private static Map<String, Quantity> quantities(
      Optional<Map<String, io.fabric8.kubernetes.api.model.Quantity>> amounts) {
    var quantities = new HashMap<String, Quantity>();
    amounts.ifPresent(
        all -> all.forEach((name, amount) -> quantities.put(name, Quantity.of(amount.toString()))));
    return quantities;
  }

  private static Optional<PodTemplate.Probe> probe(@Nullable Probe probe) {
    return Optional.ofNullable(probe)
        .map(p ->
            new PodTemplate.Probe(
                action(p),
                target(p),
                seconds(p.getInitialDelaySeconds()),
                seconds(p.getPeriodSeconds()),
                seconds(p.getTimeoutSeconds()),
                Optional.ofNullable(p.getFailureThreshold())));
  }

  private static String action(Probe probe) {
    return probe.getHttpGet() != null
        ? "http"
        : probe.getTcpSocket() != null ? "tcp" : probe.getGrpc() != null ? "grpc" : "exec";
  }

  private static String target(Probe probe) {
    if (probe.getHttpGet() != null) {
      return ":"
          + SelectorMapper.word(probe.getHttpGet().getPort()).orElse("")
          + text(probe.getHttpGet().getPath()).orElse("/");
    }
    if (probe.getTcpSocket() != null) {
      return ":" + SelectorMapper.word(probe.getTcpSocket().getPort()).orElse("");
    }
    if (probe.getGrpc() != null) {
      return ":" + number(probe.getGrpc().getPort());
    }
    return probe.getExec() == null ? "" : String.join(" ", list(probe.getExec().getCommand()));
  }

  private static Optional<Duration> seconds(@Nullable Integer seconds) {
    return Optional.ofNullable(seconds).map(Duration::ofSeconds);
  }

  private static List<PodTemplate.Affinity> affinities(@Nullable Affinity affinity) {
    if (affinity == null) {
      return List.of();
    }
    var all = new ArrayList<PodTemplate.Affinity>();
    Optional.ofNullable(affinity.getNodeAffinity())
        .ifPresent(nodes -> {
          Optional.ofNullable(nodes.getRequiredDuringSchedulingIgnoredDuringExecution())
              .ifPresent(s ->
                  list(s.getNodeSelectorTerms())
                      .forEach(term ->
                          all.add(
                              new PodTemplate.Affinity(
                                  To.NODES,
                                  true,
                                  Optional.empty(),
                                  Optional.empty(),
                                  SelectorMapper.nodes(term)))));
          list(nodes.getPreferredDuringSchedulingIgnoredDuringExecution())
              .forEach(term ->
                  all.add(
                      new PodTemplate.Affinity(
                          To.NODES,
                          false,
                          Optional.ofNullable(term.getWeight()),
                          Optional.empty(),
                          SelectorMapper.nodes(term.getPreference()))));
        });
    Optional.ofNullable(affinity.getPodAffinity())
        .ifPresent(pods ->
            pods(
                all,
                To.PODS,
                pods.getRequiredDuringSchedulingIgnoredDuringExecution(),
                pods.getPreferredDuringSchedulingIgnoredDuringExecution()));
    Optional.ofNullable(affinity.getPodAntiAffinity())
        .ifPresent(pods ->
            pods(
                all,
                To.AWAY_FROM_PODS,
                pods.getRequiredDuringSchedulingIgnoredDuringExecution(),
                pods.getPreferredDuringSchedulingIgnoredDuringExecution()));
    return all;
  }

  private static void pods(
      List<PodTemplate.Affinity> all,
      To to,
      @Nullable List<PodAffinityTerm> required,
      @Nullable List<WeightedPodAffinityTerm> preferred) {
    list(required).forEach(term -> all.add(pods(to, Optional.empty(), term)));
    list(preferred)
        .forEach(weighted ->
            all.add(
                pods(
                    to, Optional.of(number(weighted.getWeight())), weighted.getPodAffinityTerm())));
  }

  private static PodTemplate.Affinity pods(To to, Optional<Integer> weight, PodAffinityTerm term) {
    return new PodTemplate.Affinity(
        to,
        weight.isEmpty(),
        weight,
        text(term.getTopologyKey()),
        SelectorMapper.map(term.getLabelSelector()).orElse(LabelSelector.of(Map.of())));
  }
}
