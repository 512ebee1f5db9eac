package io.pilothouse.desktopapp.scaling;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.live.SeriesFeed;
import io.pilothouse.desktopapp.live.SeriesFeeds;
import io.pilothouse.desktopapp.live.Trails;
import io.pilothouse.desktopapp.reading.Estate;
import io.pilothouse.desktopapp.reading.Reading;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.Node;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Series;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Health;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;

/** The autoscalers with what they measure, the node pools, and the pods that find no node. */
public final class ScalingViewModel implements AutoCloseable {
  private final LiveSession live;
  private final SeriesFeeds feeds;
  private final Trails trails = new Trails();
  private final ReadOnlyObjectWrapper<List<Autoscaler>> autoscalers =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<NodePool>> pools =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<Pod>> homeless = new ReadOnlyObjectWrapper<>(List.of());
  private final Subscription subscription;

  public ScalingViewModel(LiveSession live, SeriesFeeds feeds) {
    this.live = live;
    this.feeds = feeds;
    this.subscription = live.state().subscribe(this::show);
  }

  /** The autoscalers, worst first. */
  public ReadOnlyObjectProperty<List<Autoscaler>> autoscalers() {
    return autoscalers.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<List<NodePool>> pools() {
    return pools.getReadOnlyProperty();
  }

  /** Pods that no node takes. */
  public ReadOnlyObjectProperty<List<Pod>> homeless() {
    return homeless.getReadOnlyProperty();
  }

  /** Asks the session for what the autoscalers measured before the window was opened. */
  public void refresh() {
    for (Autoscaler autoscaler : autoscalers.get()) {
      for (Autoscaler.Measure measure : autoscaler.measures()) {
        feeds.of(autoscaler.id(), measure.name()).refresh();
      }
    }
    show(live.state().get());
  }

  @Override
  public void close() {
    subscription.unsubscribe();
  }

  private void show(SystemState state) {
    var estate = new Estate(state);
    autoscalers.set(
        estate.all(HorizontalPodAutoscaler.class).stream()
            .map(h -> autoscaler(estate, h))
            .sorted(Comparator.comparing(Autoscaler::health).thenComparing(Autoscaler::name))
            .toList());
    pools.set(
        state.components().stream()
            .filter(c -> c.kind().equals("node-pool"))
            .map(c -> pool(estate, c))
            .toList());
    homeless.set(
        estate.all(Pod.class).stream()
            .map(Reading::value)
            .filter(p -> p.reason().filter("Unschedulable"::equals).isPresent())
            .toList());
  }

  private Autoscaler autoscaler(Estate estate, Reading<HorizontalPodAutoscaler> reading) {
    HorizontalPodAutoscaler hpa = reading.value();
    Optional<ComponentStatus> component = estate.component(hpa.id());
    return new Autoscaler(
        hpa.id(),
        component.map(ComponentStatus::id).orElse(hpa.name()),
        component.map(ComponentStatus::name).orElse(hpa.namespace() + "/" + hpa.name()),
        component.map(ComponentStatus::health).orElse(Health.UNKNOWN),
        hpa.currentReplicas(),
        hpa.desiredReplicas(),
        hpa.minReplicas(),
        hpa.maxReplicas(),
        hpa.metrics().stream().map(m -> measure(reading, m)).toList(),
        component
            .flatMap(c -> Estate.fact(c, "scaling"))
            .map(f -> f.value() instanceof Sentence s ? s : Sentence.verbatim(f.value().toString()))
            .orElseGet(() -> Sentence.verbatim(conditions(hpa))),
        hpa.lastScaleTime(),
        reading.source(),
        reading.at(),
        reading.stale());
  }

  private Autoscaler.Measure measure(
      Reading<HorizontalPodAutoscaler> reading, HorizontalPodAutoscaler.Metric metric) {
    String key = reading.value().id() + " " + metric.name();
    if (!reading.stale()) {
      metric.current().ifPresent(c -> trails.add(key, reading.at(), c));
    }
    List<Series.Point> seen = trails.points(key, live.now().get().minus(SeriesFeed.WINDOW));
    List<Series.Point> told = feeds.of(reading.value().id(), metric.name()).state().get().points();
    return new Autoscaler.Measure(
        metric.name(),
        metric.target(),
        metric.current(),
        metric.utilization() ? "%" : "",
        Trails.joined(told, seen));
  }

  /** The controller's own words, where nobody explained them. */
  private static String conditions(HorizontalPodAutoscaler hpa) {
    return hpa.conditions().stream()
        .filter(c -> c.type().equals("ScalingLimited") == c.status())
        .map(c -> c.reason() + ": " + c.message())
        .findFirst()
        .orElseGet(() ->
            hpa.conditions().stream()
                .map(HorizontalPodAutoscaler.Condition::message)
                .findFirst()
                .orElse(""));
  }

  private static NodePool pool(Estate estate, ComponentStatus component) {
    return new NodePool(
        component.id(),
        component.name(),
        component.health(),
        component.stale(),
        Estate.number(component, "min").map(n -> n.value().intValue()),
        Estate.number(component, "max").map(n -> n.value().intValue()),
        estate.all(Node.class).stream()
            .filter(n -> component.bound().contains(n.value().id()))
            .map(ScalingViewModel::machine)
            .toList());
  }

  private static NodePool.Machine machine(Reading<Node> reading) {
    Node node = reading.value();
    Health health =
        reading.stale()
            ? Health.UNKNOWN
            : node.ready()
                ? node.unschedulable() ? Health.CAUTION : Health.NORMAL
                : Health.CRITICAL;
    Optional<Sentence> remark =
        node.reason()
            .map(Sentence::verbatim)
            .or(() ->
                node.unschedulable()
                    ? Optional.of(Sentence.of("operations.node.cordoned"))
                    : Optional.empty());
    return new NodePool.Machine(node.name(), node.zone().orElse(""), health, remark);
  }
}
