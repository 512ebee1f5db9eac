package io.pilothouse.desktopapp.why;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.operations.topology.BlueprintMap;
import io.pilothouse.sharedmodel.diagnosis.Cause;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;

/** The best founded cause, and how to get to the component at fault. */
public final class WhyViewModel implements AutoCloseable {
  /**
   * What is shown of the first cause.
   *
   * @param affected names of the components that suffer from it
   * @param others what else is wrong, in its order
   */
  public record Why(Cause cause, List<Sentence> affected, List<Sentence> others) {}

  private final ReadOnlyObjectWrapper<Optional<Why>> why =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final Navigation navigation;
  private final Subscription subscription;

  public WhyViewModel(LiveSession live, Navigation navigation) {
    this.navigation = navigation;
    this.subscription = live.state().subscribe(state -> why.set(of(state)));
  }

  /** Absent while nothing is wrong, or nothing explains it. */
  public ReadOnlyObjectProperty<Optional<Why>> why() {
    return why.getReadOnlyProperty();
  }

  /** Opens the map on the component at fault. */
  public void open() {
    why.get().ifPresent(w -> navigation.open(ViewId.TOPOLOGY, w.cause().component()));
  }

  private static Optional<Why> of(SystemState state) {
    return state.causes().stream()
        .findFirst()
        .map(cause ->
            new Why(
                cause,
                cause.affected().stream().map(id -> name(state, id)).toList(),
                state.causes().stream().skip(1).map(Cause::sentence).toList()));
  }

  private static Sentence name(SystemState state, String id) {
    return state
        .component(id)
        .map(c -> BlueprintMap.said(c.kind(), c.name()))
        .orElseGet(() -> Sentence.verbatim(id));
  }

  @Override
  public void close() {
    subscription.unsubscribe();
  }
}
