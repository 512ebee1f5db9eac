package io.pilothouse.desktopapp.widget;

import java.util.List;
import javafx.scene.Node;

/** A view of the window: what is drawn, and what the keys do in it. */
public interface View {
  Node node();

  /** Ids of the components over which {@code j} and {@code k} move, from top to bottom. */
  List<String> order();

  /** Goes into what is selected. */
  void enter(String component);

  /** Ends what it listens to. */
  void dispose();
}
