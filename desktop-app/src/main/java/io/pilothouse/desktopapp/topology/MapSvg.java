package io.pilothouse.desktopapp.topology;

import io.pilothouse.sharedmodel.stream.SystemMap;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Draws a map as SVG for a page of a document: light, in one font, without a toolkit. Pure. */
public final class MapSvg {
  private static final double MARGIN = 28;
  private static final double HEADER = 62;
  private static final double LEGEND = 46;
  private static final double WIDEST = 300;

  /** A semi-bold name to its width in the regular face; a reader's own fonts may be wider. */
  private static final double BOLD = 1.2;

  /** What a page of a document is wide and high in proportion. */
  private static final double PAGE_WIDTH = 1_600;

  private static final double PAGE_HEIGHT = 1_000;
  private static final Map<String, String> EDGE_COLOURS =
      Map.of(
          "request", "#475569",
          "data", "#6d28d9",
          "cache", "#c81e1e",
          "message", "#b45309",
          "replication", "#0f766e");
  private static final String OTHER_COLOUR = "#64748b";

  private final SystemMap map;
  private final MapLayout layout;
  private final StringBuilder out = new StringBuilder();

  private MapSvg(SystemMap map, MapLayout layout) {
    this.map = map;
    this.layout = layout;
  }

  /** The drawing. @param subtitle stands beside the map's title */
  public static String of(SystemMap map, String subtitle) {
    var sizes = new HashMap<String, MapLayouter.Size>();
    map.items().forEach(i -> sizes.put(i.id(), size(i)));
    MapLayout layout = MapLayouter.layout(map, sizes, PAGE_WIDTH, PAGE_HEIGHT);
    return new MapSvg(map, layout).draw(subtitle);
  }

  private static MapLayouter.Size size(SystemMap.Item item) {
    double name = TextWidth.of(item.name(), 13) * BOLD;
    double detail = item.detail().map(d -> TextWidth.of(d.toString(), 11.5)).orElse(0.0);
    return new MapLayouter.Size(
        Math.clamp(Math.max(name, detail) + 30, 120, WIDEST), item.detail().isPresent() ? 50 : 36);
  }

  private String draw(String subtitle) {
    double legend = MARGIN * 2 + types().size() * 130.0;
    double title =
        MARGIN * 2 + TextWidth.of(map.title(), 20) * BOLD + TextWidth.of(subtitle, 13) + 16;
    double width = Math.max(layout.width() + 2 * MARGIN, Math.max(legend, title));
    double height = layout.height() + HEADER + LEGEND + MARGIN;
    out.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$s" height="%2$s" viewBox="0 0 %1$s %2$s" \
        font-family="Pretendard, 'Noto Sans KR', 'Apple SD Gothic Neo', 'Malgun Gothic', 'Segoe UI', sans-serif">
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        """
            .formatted(number(width), number(height)));
    heads();
    text(MARGIN, 36, 20, 700, "#16202e", map.title(), "start");
    text(
        MARGIN + TextWidth.of(map.title(), 20) * BOLD + 12,
        36,
        13,
        400,
        "#5b6878",
        subtitle,
        "start");
    out.append("<g transform=\"translate(%s %s)\">\n".formatted(number(MARGIN), number(HEADER)));
    containers();
    layout.fans().forEach(this::fan);
    layout.routes().forEach(this::route);
    map.items().forEach(this::item);
    out.append("</g>\n");
    legend(height - LEGEND / 2);
    return out.append("</svg>\n").toString();
  }

  private TreeSet<String> types() {
    return layout.routes().stream()
        .map(MapSvg::type)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String type(MapLayout.Route route) {
    return route.edges().isEmpty() ? "" : route.edges().getFirst().type();
  }

  private static String colour(String type) {
    return EDGE_COLOURS.getOrDefault(type, OTHER_COLOUR);
  }

  private void heads() {
    out.append("<defs>\n");
    for (String type : types()) {
      out.append(
          """
          <marker id="to-%s" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 1 L9 5 L0 9 Z" fill="%s"/></marker>
          """
              .formatted(type, colour(type)));
    }
    out.append("</defs>\n");
  }

  /** Those around others first, so that what they hold stands on them. */
  private void containers() {
    map.containers().stream().sorted(Comparator.comparingInt(this::depth)).forEach(this::container);
  }

  private int depth(SystemMap.Container container) {
    int depth = 0;
    Optional<String> at = container.parent();
    while (at.isPresent() && depth < 50) {
      String id = at.get();
      at =
          map.containers().stream()
              .filter(c -> c.id().equals(id))
              .findFirst()
              .flatMap(SystemMap.Container::parent);
      depth++;
    }
    return depth;
  }

  private void container(SystemMap.Container container) {
    MapLayout.Box box = layout.boxes().get(container.id());
    if (box == null) {
      return;
    }
    String[] look =
        switch (container.kind()) {
          case "region" -> new String[] {"#f8fafc", "#cbd5e1", "#334155"};
          case "virtual-network" -> new String[] {"#eff6ff", "#a9c8ee", "#1e4e8c"};
          case "subnet" -> new String[] {"#e0edfc", "#8fb8e8", "#1e4e8c"};
          case "cluster" -> new String[] {"#f4f1fd", "#b9a9ea", "#4c2f9e"};
          default -> new String[] {"#fbfaff", "#cdc3ef", "#4c2f9e"};
        };
    rectangle(box, 10, look[0], look[1], container.kind().equals("region") ? "6 4" : "");
    double name = TextWidth.of(container.name(), 13) * BOLD;
    text(box.x() + 14, box.y() + 22, 13, 600, look[2], container.name(), "start");
    container
        .detail()
        .ifPresent(d -> {
          boolean below = LayoutOptions.twoLines(container);
          text(
              box.x() + (below ? 14 : 22 + name),
              box.y() + (below ? 39 : 22),
              11.5,
              400,
              "#5b6878",
              d.toString(),
              "start");
        });
  }

  private void fan(MapLayout.Box box) {
    rectangle(box, 8, "none", "#d3b892", "4 3");
  }

  private void item(SystemMap.Item item) {
    MapLayout.Box box = layout.boxes().get(item.id());
    if (box == null) {
      return;
    }
    out.append("<g>");
    out.append("<title>").append(escaped(item.name())).append("</title>");
    rectangle(box, 7, "#ffffff", "#b8c3d1", "");
    out.append(
        "<rect x=\"%s\" y=\"%s\" width=\"4\" height=\"%s\" rx=\"2\" fill=\"%s\"/>\n"
            .formatted(
                number(box.x() + 6),
                number(box.y() + 8),
                number(box.height() - 16),
                accent(item.kind())));
    double room = box.width() - 26;
    boolean two = item.detail().isPresent();
    double first = two ? box.y() + 21 : box.centreY() + 4.5;
    text(box.x() + 17, first, 13, 600, "#16202e", cut(item.name(), 13 * BOLD, room), "start");
    item.detail()
        .ifPresent(d ->
            text(
                box.x() + 17,
                box.y() + 38,
                11.5,
                400,
                "#5b6878",
                cut(d.toString(), 11.5, room),
                "start"));
    out.append("</g>\n");
  }

  private static String accent(String kind) {
    if (kind.startsWith("database")) {
      return colour("data");
    }
    return switch (kind) {
      case "service" -> "#2563eb";
      case "cache" -> colour("cache");
      case "queue", "topic", "message-broker", "event-hub" -> colour("message");
      case "external-system" -> "#334155";
      case "front-door", "application-gateway", "ingress-controller" -> "#0369a1";
      default -> OTHER_COLOUR;
    };
  }

  /** Lines with rounded corners; what they carry shows on hovering. */
  private void route(MapLayout.Route route) {
    List<MapLayout.Point> points = route.points();
    var path =
        new StringBuilder(
            "M%s %s".formatted(number(points.getFirst().x()), number(points.getFirst().y())));
    for (int i = 1; i < points.size() - 1; i++) {
      MapLayout.Point before = towards(points.get(i), points.get(i - 1));
      MapLayout.Point after = towards(points.get(i), points.get(i + 1));
      path.append(
          " L%s %s Q%s %s %s %s"
              .formatted(
                  number(before.x()),
                  number(before.y()),
                  number(points.get(i).x()),
                  number(points.get(i).y()),
                  number(after.x()),
                  number(after.y())));
    }
    path.append(" L%s %s".formatted(number(points.getLast().x()), number(points.getLast().y())));
    String type = type(route);
    String words =
        route.edges().stream()
            .map(e -> e.from() + " → " + e.to() + e.label().map(l -> ": " + l).orElse(""))
            .collect(Collectors.joining("\n"));
    out.append(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"%s marker-end=\"url(#to-%s)\"><title>%s</title></path>\n"
            .formatted(
                path,
                colour(type),
                type.equals("replication") ? " stroke-dasharray=\"5 4\"" : "",
                type,
                escaped(words)));
  }

  private static MapLayout.Point towards(MapLayout.Point corner, MapLayout.Point other) {
    double length = Math.hypot(other.x() - corner.x(), other.y() - corner.y());
    double part = length == 0 ? 0 : Math.min(6, length / 2) / length;
    return new MapLayout.Point(
        corner.x() + (other.x() - corner.x()) * part, corner.y() + (other.y() - corner.y()) * part);
  }

  private void legend(double y) {
    double x = MARGIN;
    for (String type : types()) {
      out.append(
          "<path d=\"M%s %s h30\" stroke=\"%s\" stroke-width=\"1.5\"%s marker-end=\"url(#to-%s)\"/>\n"
              .formatted(
                  number(x),
                  number(y),
                  colour(type),
                  type.equals("replication") ? " stroke-dasharray=\"5 4\"" : "",
                  type));
      text(x + 38, y + 4, 12, 400, "#5b6878", type, "start");
      x += 130;
    }
  }

  private void rectangle(
      MapLayout.Box box, double radius, String fill, String stroke, String dashes) {
    out.append(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\" fill=\"%s\" stroke=\"%s\"%s/>\n"
            .formatted(
                number(box.x()),
                number(box.y()),
                number(box.width()),
                number(box.height()),
                number(radius),
                fill,
                stroke,
                dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\""));
  }

  private void text(
      double x, double y, double size, int weight, String colour, String words, String anchor) {
    out.append(
        "<text x=\"%s\" y=\"%s\" font-size=\"%s\" font-weight=\"%d\" fill=\"%s\" text-anchor=\"%s\">%s</text>\n"
            .formatted(number(x), number(y), number(size), weight, colour, anchor, escaped(words)));
  }

  private static String cut(String words, double size, double room) {
    if (TextWidth.of(words, size) <= room) {
      return words;
    }
    int end = words.length();
    while (end > 1 && TextWidth.of(words.substring(0, end) + "…", size) > room) {
      end = words.offsetByCodePoints(end, -1);
    }
    return words.substring(0, end) + "…";
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escaped(String words) {
    var escaped = new StringBuilder(words.length() + 16);
    words
        .codePoints()
        .filter(c -> c >= 0x20 || c == '\n' || c == '\t')
        .forEach(c -> {
          switch (c) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            default -> escaped.appendCodePoint(c);
          }
        });
    return escaped.toString();
  }
}
