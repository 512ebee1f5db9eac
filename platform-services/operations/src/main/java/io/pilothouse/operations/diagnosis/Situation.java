package io.pilothouse.operations.diagnosis;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.health.Estate;
import io.pilothouse.operations.history.MeasurementHistory;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.diagnosis.Cause;
import io.pilothouse.sharedmodel.diagnosis.Cause.Evidence;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Measurement;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Health;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that the rules look at, at one moment. What comes from a lost source is not in it. */
final class Situation {
  private final Optional<Blueprint> blueprint;
  private final Estate estate;
  private final MeasurementHistory history;
  private final Map<String, ComponentStatus> components = new LinkedHashMap<>();
  private final List<Cause> before;
  private final Dependencies dependencies;
  private final List<Workload> workloads;

  Situation(
      Optional<Blueprint> blueprint,
      Estate estate,
      MeasurementHistory history,
      List<ComponentStatus> components,
      List<Cause> before) {
    this.blueprint = blueprint;
    this.estate = estate;
    this.history = history;
    this.before = List.copyOf(before);
    this.dependencies = new Dependencies(blueprint);
    components.forEach(c -> this.components.put(c.id(), c));
    this.workloads =
        estate.snapshot().current(Sources.KUBERNETES)
            ? components.stream().flatMap(c -> workload(c).stream()).toList()
            : List.of();
  }

  private Optional<Workload> workload(ComponentStatus status) {
    return status.bound().stream()
        .findFirst()
        .flatMap(id -> observed(id, WorkloadResource.class))
        .map(d -> {
          String namespace = d.value().namespace();
          String name = d.value().name();
          return new Workload(
              status,
              d,
              estate.pods(namespace, name).stream().filter(p -> !p.terminating()).toList(),
              estate.autoscaler(namespace, name),
              estate.work(namespace, name));
        });
  }

  private <R extends Resource> Optional<Observed<R>> observed(ResourceId id, Class<R> type) {
    return Optional.ofNullable(estate.snapshot().resources().get(id))
        .filter(o -> type.isInstance(o.value()))
        .map(o -> new Observed<>(type.cast(o.value()), o.source(), o.sequence(), o.observedAt()));
  }

  Optional<Blueprint> blueprint() {
    return blueprint;
  }

  Estate estate() {
    return estate;
  }

  MeasurementHistory history() {
    return history;
  }

  Instant now() {
    return estate.now();
  }

  /** Every component, in the map's order. */
  Collection<ComponentStatus> components() {
    return components.values();
  }

  /**
   * Services, and what else runs as a Deployment or StatefulSet; none while the cluster is not
   * heard.
   */
  List<Workload> workloads() {
    return workloads;
  }

  Optional<Workload> workload(String id) {
    return workloads.stream().filter(w -> w.id().equals(id)).findFirst();
  }

  /** Services alone. */
  List<Workload> services() {
    return workloads.stream().filter(w -> w.status().kind().equals("service")).toList();
  }

  /** A Flexible Server behind a component of one kind. */
  record Server(ComponentStatus status, Observed<FlexibleServer> resource) {}

  /** The servers behind the components of a kind, such as {@code database-server}. */
  List<Server> servers(String kind) {
    return components.values().stream()
        .filter(c -> c.kind().equals(kind))
        .flatMap(c ->
            c.bound().stream()
                .findFirst()
                .flatMap(id -> observed(id, FlexibleServer.class))
                .map(o -> new Server(c, o))
                .stream())
        .toList();
  }

  /** Whether what a source told may be concluded from. */
  boolean heard(SourceId source) {
    return estate.snapshot().current(source);
  }

  /** A component's name as the document has it; its id where it has none. */
  String name(String component) {
    return Optional.ofNullable(components.get(component))
        .map(ComponentStatus::name)
        .or(() ->
            blueprint.stream()
                .flatMap(b -> b.components().stream())
                .filter(c -> c.id().equals(component))
                .findFirst()
                .map(Component::name))
        .orElse(component);
  }

  /** The id of the cluster's component. */
  String cluster() {
    return components.values().stream()
        .filter(c -> c.kind().equals("cluster"))
        .findFirst()
        .map(ComponentStatus::id)
        .orElse("cluster");
  }

  Dependencies dependencies() {
    return dependencies;
  }

  /**
   * Who suffers from a component, in the map's order: those that need it, and those behind them
   * that are not well.
   *
   * @param also others that are seen to suffer
   */
  List<String> affectedBy(String component, Collection<String> also) {
    Set<String> direct = dependencies.dependentsOf(component);
    var suffering = new LinkedHashSet<>(also);
    suffering.addAll(direct);
    dependencies.allDependentsOf(component).stream().filter(this::unwell).forEach(suffering::add);
    suffering.remove(component);
    return ordered(suffering);
  }

  /** Components in the map's order; those that are not on it come last. */
  List<String> ordered(Collection<String> ids) {
    var ordered = new LinkedHashSet<String>();
    components.keySet().stream().filter(ids::contains).forEach(ordered::add);
    ordered.addAll(ids);
    return List.copyOf(ordered);
  }

  private boolean unwell(String id) {
    return Optional.ofNullable(components.get(id))
        .map(c -> c.health().compareTo(Health.UNKNOWN) < 0)
        .orElse(false);
  }

  /** What was said of a kind and component the last time. */
  Optional<Cause> before(Kind kind, String component) {
    String id = kind.key() + ":" + component;
    return before.stream().filter(c -> c.id().equals(id)).findFirst();
  }

  /** That a resource is as it was told. */
  Evidence seen(Observed<? extends Resource> resource, Sentence sentence) {
    Instant at =
        Optional.ofNullable(estate.snapshot().sources().get(resource.source()))
            .flatMap(s -> s.lastHeard())
            .filter(h -> h.isAfter(resource.observedAt()))
            .orElse(resource.observedAt());
    return new Evidence(sentence, resource.source().value(), at);
  }

  /** That a pod is as it was told. */
  Evidence seen(Pod pod, Sentence sentence) {
    return Optional.ofNullable(estate.snapshot().resources().get(pod.id()))
        .map(o -> seen(o, sentence))
        .orElseGet(() -> new Evidence(sentence, Sources.KUBERNETES.value(), now()));
  }

  /** That a value was measured. */
  Evidence measured(Observed<Measurement> value, Sentence sentence) {
    return new Evidence(sentence, value.source().value(), value.value().measuredAt());
  }

  /** That a workload's pods report something of their work. */
  Evidence reported(Workload workload, Sentence sentence) {
    return workload
        .work()
        .newest()
        .map(n -> measured(n, sentence))
        .orElseGet(() -> new Evidence(sentence, Sources.KUBERNETES.value(), now()));
  }
}
