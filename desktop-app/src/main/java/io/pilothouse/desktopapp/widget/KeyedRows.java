package io.pilothouse.desktopapp.widget;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/**
 * Keeps the children of a pane in step with a list: a value whose key was there keeps its node, so
 * that focus, hover and scroll survive an update.
 */
public final class KeyedRows<T> {
  private final Pane pane;
  private final Function<T, String> key;
  private final Function<T, Row<T>> factory;
  private final Map<String, Row<T>> rows = new HashMap<>();

  /** One value's node. */
  public interface Row<T> {
    Node node();

    /** Shows a newer value of the same key. */
    void show(T value);
  }

  public KeyedRows(Pane pane, Function<T, String> key, Function<T, Row<T>> factory) {
    this.pane = pane;
    this.key = key;
    this.factory = factory;
  }

  /** Shows the values in their order. */
  public void show(List<T> values) {
    List<Node> nodes = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (T value : values) {
      String id = key.apply(value);
      if (seen.add(id)) {
        Row<T> row = rows.computeIfAbsent(id, fresh -> factory.apply(value));
        row.show(value);
        nodes.add(row.node());
      }
    }
    rows.keySet().retainAll(seen);
    if (!pane.getChildren().equals(nodes)) {
      pane.getChildren().setAll(nodes);
    }
  }

  /** The node of a key. */
  public Optional<Node> node(String id) {
    return Optional.ofNullable(rows.get(id)).map(Row::node);
  }
}
