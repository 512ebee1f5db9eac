package io.pilothouse.operations.conformance;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.binding.Bindings;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.LabelSelector;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.PodDisruptionBudget;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.ResourceKind;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.estate.SourceState;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The live system as checks ask for it: what components are bound to, and what belongs to that. */
final class LiveSide {
  private final Snapshot snapshot;
  private final Bindings bindings;
  private final Map<String, Observed<HorizontalPodAutoscaler>> autoscalers = new HashMap<>();
  private final Map<String, List<Observed<PodDisruptionBudget>>> budgets = new HashMap<>();
  private final Map<Class<?>, List<Observed<Resource>>> byType = new HashMap<>();

  LiveSide(Snapshot snapshot, Bindings bindings) {
    this.snapshot = snapshot;
    this.bindings = bindings;
    for (Observed<Resource> observed : snapshot.resources().values()) {
      byType.computeIfAbsent(observed.value().getClass(), t -> new ArrayList<>()).add(observed);
      switch (observed.value()) {
        case HorizontalPodAutoscaler h ->
            autoscalers.put(
                h.namespace() + "/" + h.target().substring(h.target().lastIndexOf('/') + 1),
                as(observed, h));
        case PodDisruptionBudget b ->
            budgets.computeIfAbsent(b.namespace(), n -> new ArrayList<>()).add(as(observed, b));
        default -> {}
      }
    }
  }

  private static <R> Observed<R> as(Observed<Resource> observed, R value) {
    return new Observed<>(value, observed.source(), observed.sequence(), observed.observedAt());
  }

  Bindings bindings() {
    return bindings;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /** The resource that a component is. */
  <R extends Resource> Optional<Observed<R>> bound(String component, Class<R> type) {
    return bindings.of(component).flatMap(id -> resource(id, type));
  }

  <R extends Resource> Optional<Observed<R>> resource(ResourceId id, Class<R> type) {
    return Optional.ofNullable(snapshot.resources().get(id))
        .filter(o -> type.isInstance(o.value()))
        .map(o -> as(o, type.cast(o.value())));
  }

  /** All of a type, in no order. */
  List<Observed<Resource>> all(Class<? extends Resource> type) {
    return byType.getOrDefault(type, List.of());
  }

  Optional<Observed<HorizontalPodAutoscaler>> autoscaler(Deployment deployment) {
    return Optional.ofNullable(autoscalers.get(deployment.namespace() + "/" + deployment.name()));
  }

  /** The budget that selects a Deployment's pods. */
  Optional<Observed<PodDisruptionBudget>> budget(Deployment deployment) {
    Map<String, String> labels = deployment.template().labels();
    return budgets.getOrDefault(deployment.namespace(), List.of()).stream()
        .filter(b ->
            labels.isEmpty()
                ? b.value().name().equals(deployment.name())
                : b.value().selector().filter(s -> selects(s, labels)).isPresent())
        .findFirst();
  }

  private static boolean selects(LabelSelector selector, Map<String, String> labels) {
    return selector.matches(labels);
  }

  boolean sees(Class<? extends Resource> type, Optional<String> namespace) {
    return snapshot.sees(type, namespace);
  }

  boolean current(Observed<?> observed) {
    return snapshot.current(observed.source());
  }

  /** Why it is not known whether a resource of a type is there, or still as it was seen. */
  Sentence unseen(Class<? extends Resource> type) {
    SourceId source = sourceOf(type);
    SourceState state = snapshot.sources().get(source);
    Sentence kind = kind(type);
    if (state == null || state.status() == SourceState.Status.NOT_CONNECTED) {
      return Sentence.of("conformance.not-connected", kind, source.value());
    }
    return switch (state.status()) {
      case STARTING -> Sentence.of("conformance.awaited", kind, source.value());
      case LOST -> Sentence.of("conformance.lost", kind, source.value());
      case HEARD, NOT_CONNECTED -> Sentence.of("conformance.not-listed", kind, source.value());
    };
  }

  /** Which source listed a type, and when it was heard last. */
  String listed(Class<? extends Resource> type) {
    SourceId source = sourceOf(type);
    return source
        + Optional.ofNullable(snapshot.sources().get(source))
            .flatMap(SourceState::lastHeard)
            .map(at -> " " + at)
            .orElse("");
  }

  static Sentence kind(Class<? extends Resource> type) {
    return Sentence.of("conformance.kind." + ResourceKind.of(type).name().toLowerCase(Locale.ROOT));
  }

  /** The source that lists a type; the one that is to, where none does yet. */
  private SourceId sourceOf(Class<? extends Resource> type) {
    ResourceKind kind = ResourceKind.of(type);
    return snapshot.sources().values().stream()
        .filter(s -> s.coverage().kinds().containsKey(kind))
        .map(SourceState::source)
        .min(SourceId::compareTo)
        .orElseGet(() ->
            switch (kind) {
              case NODE,
                  DEPLOYMENT,
                  STATEFUL_SET,
                  POD,
                  HORIZONTAL_POD_AUTOSCALER,
                  POD_DISRUPTION_BUDGET,
                  NETWORK_POLICY,
                  KUBERNETES_SERVICE,
                  INGRESS,
                  CLUSTER_EVENT ->
                  Sources.KUBERNETES;
              case MANAGED_CLUSTER, FLEXIBLE_SERVER, REDIS_CACHE -> Sources.AZURE_RESOURCES;
              case VIRTUAL_NETWORK,
                  NETWORK_SECURITY_GROUP,
                  PRIVATE_ENDPOINT,
                  APPLICATION_GATEWAY,
                  FIREWALL_POLICY,
                  FRONT_DOOR_PROFILE,
                  SERVICE_BUS_NAMESPACE,
                  METRIC_ALERT_RULE,
                  ACTION_GROUP,
                  KEY_VAULT ->
                  Sources.AZURE_CONFIGURATION;
            });
  }
}
