package io.pilothouse.desktopapp.topology;

import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.widget.Labels;
import io.pilothouse.desktopapp.widget.Look;
import io.pilothouse.desktopapp.widget.View;
import io.pilothouse.sharedmodel.stream.SystemMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import javafx.util.Subscription;

/** The map: frames, edges and cards in a pane that is moved and scaled. */
public final class TopologyView implements View {
  private final TopologyViewModel model;
  private final Navigation navigation;
  private final Look look;
  private final Group frames = new Group();
  private final Group edges = new Group();
  private final Group hidden = new Group();
  private final Group titles = new Group();
  private final Group cards = new Group();
  private final MapCamera camera;
  private final StackPane node = new StackPane();
  private final Map<String, CardNode> cardNodes = new HashMap<>();
  private final Map<String, FrameNode> frameNodes = new HashMap<>();
  private final List<EdgeNode> edgeNodes = new ArrayList<>();
  private final Subscription subscriptions;
  private List<String> order = List.of();

  public TopologyView(TopologyViewModel model, Navigation navigation, Look look) {
    this.model = model;
    this.navigation = navigation;
    this.look = look;
    var world = new Pane(frames, edges, titles, cards, hidden);
    world.setManaged(false);
    this.camera = new MapCamera(world, model);
    var waiting = Labels.empty(look.text("topology.waiting"));
    waiting.visibleProperty().bind(model.layout().map(l -> l.boxes().isEmpty()));
    node.getStyleClass().add("map");
    node.setId("view-topology");
    node.getChildren()
        .addAll(camera.node(), waiting, new MapLegend(look).node(), camera.buttons(look));
    camera
        .node()
        .setOnMouseClicked(click -> {
          if (click.isStillSincePress() && camera.node().equals(click.getTarget())) {
            navigation.back();
          }
        });
    subscriptions =
        Subscription.combine(
            model.layout().subscribe(this::arrange),
            model.cards().subscribe(this::show),
            navigation.selection().subscribe(this::select),
            navigation.filter().subscribe(text -> filter()));
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public List<String> order() {
    return order;
  }

  @Override
  public void enter(String component) {
    Optional.ofNullable(model.layout().get().boxes().get(component)).ifPresent(camera::focus);
  }

  @Override
  public void dispose() {
    subscriptions.unsubscribe();
  }

  private void arrange(MapLayout layout) {
    SystemMap map = model.map().get();
    frames.getChildren().clear();
    edges.getChildren().clear();
    titles.getChildren().clear();
    cards.getChildren().clear();
    cardNodes.clear();
    frameNodes.clear();
    edgeNodes.clear();
    for (SystemMap.Container container : outermostFirst(map)) {
      MapLayout.Box box = layout.boxes().get(container.id());
      if (box != null) {
        var frame = new FrameNode(container, look);
        frame.place(box);
        frameNodes.put(container.id(), frame);
        frames.getChildren().add(frame);
        titles.getChildren().add(frame.title());
        clickable(frame, container.id());
      }
    }
    for (MapLayout.Box fan : layout.fans()) {
      var ground = new Rectangle(fan.x(), fan.y(), fan.width(), fan.height());
      ground.setArcWidth(14);
      ground.setArcHeight(14);
      ground.getStyleClass().add("fan");
      frames.getChildren().add(ground);
    }
    for (MapLayout.Route route : layout.routes()) {
      edgeNodes.add(new EdgeNode(route));
    }
    edges.getChildren().setAll(edgeNodes);
    List<SystemMap.Item> placed = new ArrayList<>();
    for (SystemMap.Item item : map.items()) {
      MapLayout.Box box = layout.boxes().get(item.id());
      if (box != null) {
        var card = new CardNode(item, look);
        card.place(box);
        cardNodes.put(item.id(), card);
        cards.getChildren().add(card);
        clickable(card, item.id());
        placed.add(item);
      }
    }
    Comparator<SystemMap.Item> reading =
        Comparator.comparingDouble(
            i -> boxOf(layout, i.id()).y() * 10_000 + boxOf(layout, i.id()).x());
    order = placed.stream().sorted(reading).map(SystemMap.Item::id).toList();
    camera.extent(layout.width(), layout.height());
    show(model.cards().get());
    select(navigation.selection().get());
    filter();
  }

  private static MapLayout.Box boxOf(MapLayout layout, String id) {
    return layout.boxes().getOrDefault(id, new MapLayout.Box(0, 0, 0, 0));
  }

  private void clickable(Node shown, String id) {
    shown.setOnMouseClicked(click -> {
      if (click.isStillSincePress()) {
        navigation.select(id);
        if (click.getClickCount() == 2) {
          enter(id);
        }
        click.consume();
      }
    });
  }

  private void show(Map<String, Card> states) {
    cardNodes.forEach((id, card) -> card.show(states.getOrDefault(id, Card.unknown())));
    frameNodes.forEach((id, frame) -> Optional.ofNullable(states.get(id)).ifPresent(frame::show));
  }

  private void select(Optional<String> selected) {
    cardNodes.forEach((id, card) -> card.select(selected.equals(Optional.of(id))));
    frameNodes.forEach((id, frame) -> frame.select(selected.equals(Optional.of(id))));
    boolean onItem = selected.filter(cardNodes::containsKey).isPresent();
    for (EdgeNode edge : List.copyOf(edgeNodes)) {
      boolean touches = selected.filter(edge::touches).isPresent();
      edge.emphasise(touches, onItem && !touches);
    }
    reveal(selected);
  }

  /** Draws the edges that do not shape the picture, for what is selected only. */
  private void reveal(Optional<String> selected) {
    hidden.getChildren().clear();
    if (selected.isEmpty()) {
      return;
    }
    Set<SystemMap.Edge> touching = new LinkedHashSet<>();
    for (SystemMap.Edge edge : model.map().get().edges()) {
      boolean shapes = MapLayouter.SHAPING.contains(edge.type());
      if (!shapes && (edge.from().equals(selected.get()) || edge.to().equals(selected.get()))) {
        touching.add(edge);
      }
    }
    Map<String, MapLayout.Box> boxes = model.layout().get().boxes();
    for (SystemMap.Edge edge : touching) {
      MapLayout.Box from = boxes.get(edge.from());
      MapLayout.Box to = boxes.get(edge.to());
      if (from != null && to != null) {
        var drawn =
            new EdgeNode(new MapLayout.Route(List.of(edge), StraightLine.between(from, to)));
        drawn.emphasise(true, false);
        hidden.getChildren().add(drawn);
      }
    }
  }

  private void filter() {
    for (SystemMap.Item item : model.map().get().items()) {
      Optional.ofNullable(cardNodes.get(item.id()))
          .ifPresent(card ->
              card.setOpacity(navigation.passes(item.name(), item.id(), item.kind()) ? 1 : 0.2));
    }
  }

  private static List<SystemMap.Container> outermostFirst(SystemMap map) {
    Map<String, SystemMap.Container> byId = new HashMap<>();
    map.containers().forEach(c -> byId.put(c.id(), c));
    Comparator<SystemMap.Container> depth = Comparator.comparingInt(c -> depth(c, byId));
    return map.containers().stream().sorted(depth).toList();
  }

  private static int depth(SystemMap.Container container, Map<String, SystemMap.Container> byId) {
    int depth = 0;
    Optional<SystemMap.Container> above = container.parent().map(byId::get);
    while (above.isPresent() && depth < byId.size()) {
      depth++;
      above = above.get().parent().map(byId::get);
    }
    return depth;
  }
}
