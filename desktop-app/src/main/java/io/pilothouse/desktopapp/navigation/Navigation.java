package io.pilothouse.desktopapp.navigation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * Which view is open, which component is selected, what the lists are filtered by, and the places
 * on the way here, so that one step back restores the place.
 */
public final class Navigation {
  private static final int REMEMBERED = 50;

  private record Place(ViewId view, Optional<String> selection) {}

  private final ReadOnlyObjectWrapper<ViewId> view;
  private final ReadOnlyObjectWrapper<Optional<String>> selection =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final StringProperty filter = new SimpleStringProperty("");
  private final Deque<Place> past = new ArrayDeque<>();

  public Navigation(ViewId start) {
    this.view = new ReadOnlyObjectWrapper<>(start);
  }

  /** The open view. */
  public ReadOnlyObjectProperty<ViewId> view() {
    return view.getReadOnlyProperty();
  }

  /** Id of the selected component. */
  public ReadOnlyObjectProperty<Optional<String>> selection() {
    return selection.getReadOnlyProperty();
  }

  /** What the lists are filtered by; empty for everything. */
  public StringProperty filter() {
    return filter;
  }

  /** Opens a view and keeps the selection. */
  public void open(ViewId next) {
    if (next != view.get()) {
      remember();
      view.set(next);
    }
  }

  /** Selects a component where the operator is. */
  public void select(String component) {
    if (!selection.get().equals(Optional.of(component))) {
      selection.set(Optional.of(component));
    }
  }

  /** Opens a view on a component. */
  public void open(ViewId next, String component) {
    remember();
    view.set(next);
    selection.set(Optional.of(component));
  }

  /**
   * One step back: first the filter goes, then the selection, then the place before. Answers
   * whether there was a step.
   */
  public boolean back() {
    if (!filter.get().isEmpty()) {
      filter.set("");
      return true;
    }
    if (selection.get().isPresent()) {
      selection.set(Optional.empty());
      return true;
    }
    Place place = past.pollLast();
    if (place == null) {
      return false;
    }
    view.set(place.view());
    selection.set(place.selection());
    return true;
  }

  /** Whether a text passes the filter. */
  public boolean passes(String... texts) {
    String wanted = filter.get().strip().toLowerCase(Locale.ROOT);
    if (wanted.isEmpty()) {
      return true;
    }
    for (String text : texts) {
      if (text.toLowerCase(Locale.ROOT).contains(wanted)) {
        return true;
      }
    }
    return false;
  }

  private void remember() {
    past.addLast(new Place(view.get(), selection.get()));
    if (past.size() > REMEMBERED) {
      past.removeFirst();
    }
  }
}
