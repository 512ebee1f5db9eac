package io.pilothouse.desktopapp.alerts;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.sharedmodel.alert.Alert;
import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.util.Comparator;
import java.util.List;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;

/** The alerts in the order in which a person should read them. */
public final class AlertsViewModel implements AutoCloseable {
  /** An alert with the name of what it is about. */
  public record Entry(Alert alert, String subjectName) {}

  private static final List<Alert.State> ORDER =
      List.of(Alert.State.FIRING, Alert.State.PENDING, Alert.State.UNKNOWN, Alert.State.RESOLVED);

  private final ReadOnlyObjectWrapper<List<Entry>> entries = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyIntegerWrapper firing = new ReadOnlyIntegerWrapper();
  private final Subscription subscription;

  public AlertsViewModel(LiveSession live) {
    this.subscription = live.state().subscribe(this::show);
  }

  /** Firing first, then what may fire, then what cannot be told, then what is over. */
  public ReadOnlyObjectProperty<List<Entry>> entries() {
    return entries.getReadOnlyProperty();
  }

  /** How many fire. */
  public ReadOnlyIntegerProperty firing() {
    return firing.getReadOnlyProperty();
  }

  @Override
  public void close() {
    subscription.unsubscribe();
  }

  private void show(SystemState state) {
    entries.set(
        state.alerts().stream()
            .sorted(
                Comparator.comparingInt((Alert a) -> ORDER.indexOf(a.state()))
                    .thenComparing(
                        Alert::severity, Comparator.comparing(AlertRule.Severity::ordinal))
                    .thenComparing(Alert::since, Comparator.reverseOrder()))
            .map(a ->
                new Entry(
                    a,
                    state
                        .component(a.subject())
                        .map(ComponentStatus::name)
                        .orElseGet(() ->
                            a.subject().equals(state.system())
                                ? state.map().title()
                                : a.subject())))
            .toList());
    firing.set((int) state.alerts().stream().filter(a -> a.state() == Alert.State.FIRING).count());
  }
}
