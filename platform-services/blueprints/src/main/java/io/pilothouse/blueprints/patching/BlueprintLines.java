package io.pilothouse.blueprints.patching;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Edits the lines of a blueprint's YAML at the place of a value. The text has been loaded before,
 * so that its size, depth and aliases are within bounds.
 */
final class BlueprintLines {
  private BlueprintLines() {}

  /** A value with the key before it. */
  private record Entry(Node key, Node value) {}

  /** The value in place of the one that stands there, or in a new line of its component. */
  static Optional<EditedText> stated(EditedText text, Wish wish) {
    Optional<Node> owner = owner(text, wish.component());
    String live = wish.live().orElse("");
    if (wish.field().equals("autoscaling") && live.matches("\\d+–\\d+")) {
      String[] ends = live.split("–");
      return owner
          .flatMap(o -> added(text, o, "autoscaling.minReplicas", ends[0]))
          .flatMap(t ->
              owner(t, wish.component())
                  .flatMap(o -> added(t, o, "autoscaling.maxReplicas", ends[1])));
    }
    if (wish.declared().isEmpty()) {
      Optional<Entry> list =
          owner
              .flatMap(o -> entry(o, steps(wish.field())))
              .filter(e -> e.value() instanceof SequenceNode);
      if (list.isPresent()) {
        return replaced(text, list.get(), elements(list.get().value()) + live);
      }
    }
    return owner.flatMap(o ->
        entry(o, steps(wish.field()))
            .map(e -> replaced(text, e, live))
            .orElseGet(() -> added(text, o, wish.field(), live)));
  }

  /** The value's lines as comments; of a list the one element. */
  static Optional<EditedText> withdrawn(EditedText text, Wish wish) {
    Optional<Entry> list =
        owner(text, wish.component())
            .flatMap(o -> entry(o, steps(wish.field())))
            .filter(e -> e.value() instanceof SequenceNode);
    if (list.isPresent() && wish.declared().isPresent()) {
      String left = elements(list.get().value()).replace(wish.declared().get() + ", ", "");
      return replaced(text, list.get(), left.replaceFirst(", $", ""));
    }
    return owner(text, wish.component())
        .flatMap(o -> entry(o, steps(wish.field())))
        .map(e -> commented(text, line(e.key()), lastLine(text, e.key(), e.value())));
  }

  /** The component's lines as comments. */
  static Optional<EditedText> removed(EditedText text, String component) {
    return owner(text, component)
        .filter(o -> text.line(line(o)).stripLeading().startsWith("- "))
        .map(o -> commented(text, line(o), lastLine(text, o, o)));
  }

  private static Optional<EditedText> replaced(EditedText text, Entry entry, String live) {
    Node value = entry.value();
    int first = line(value);
    int last = value.getEndMark().getLine();
    boolean block =
        value instanceof SequenceNode list && list.getFlowStyle() == DumperOptions.FlowStyle.BLOCK;
    if (block) {
      EditedText cut = text;
      for (int i = lastLine(text, entry.key(), value); i >= first; i--) {
        cut = cut.without(i);
      }
      String key = text.line(line(entry.key())).stripTrailing();
      return Optional.of(cut.with(line(entry.key()), key + " " + flow(live)));
    }
    if (first != last || value instanceof MappingNode) {
      return Optional.empty();
    }
    String line = text.line(first);
    int from = line.offsetByCodePoints(0, value.getStartMark().getColumn());
    int to = line.offsetByCodePoints(0, value.getEndMark().getColumn());
    String written =
        value instanceof SequenceNode
            ? flow(live)
            : value instanceof ScalarNode scalar
                    && scalar.getScalarStyle() == DumperOptions.ScalarStyle.SINGLE_QUOTED
                ? "'" + live.replace("'", "''") + "'"
                : value instanceof ScalarNode scalar
                        && scalar.getScalarStyle() == DumperOptions.ScalarStyle.DOUBLE_QUOTED
                    ? "\"" + live.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
                    : plain(live);
    return Optional.of(text.with(first, line.substring(0, from) + written + line.substring(to)));
  }

  /** A new line behind the component's first; as deep as the lines beside it. */
  private static Optional<EditedText> added(
      EditedText text, Node owner, String field, String live) {
    String[] steps = steps(field);
    Node at = owner;
    int depth = 0;
    while (depth < steps.length - 1) {
      Optional<Entry> inner = entry(at, new String[] {steps[depth]});
      if (inner.isEmpty() || !(inner.get().value() instanceof MappingNode)) {
        break;
      }
      at = inner.get().value();
      depth++;
    }
    if (!(at instanceof MappingNode mapping)
        || mapping.getFlowStyle() == DumperOptions.FlowStyle.FLOW
        || mapping.getValue().isEmpty()) {
      return Optional.empty();
    }
    NodeTuple first = mapping.getValue().getFirst();
    int after = lastLine(text, first.getKeyNode(), first.getValueNode());
    String indent = " ".repeat(first.getKeyNode().getStartMark().getColumn());
    var lines = new ArrayList<String>();
    for (int i = depth; i < steps.length; i++) {
      boolean innermost = i == steps.length - 1;
      String value = innermost ? " " + (live.contains(",") ? flow(live) : plain(live)) : "";
      lines.add(indent + "  ".repeat(i - depth) + steps[i] + ":" + value);
    }
    return Optional.of(text.withAfter(after, lines));
  }

  static EditedText commented(EditedText text, int first, int last) {
    EditedText now = text;
    int indent =
        java.util.stream.IntStream.rangeClosed(first, last)
            .mapToObj(text::line)
            .filter(l -> !l.isBlank())
            .mapToInt(l -> l.length() - l.stripLeading().length())
            .min()
            .orElse(0);
    for (int i = first; i <= last; i++) {
      String line = text.line(i);
      if (!line.isBlank()) {
        now = now.with(i, line.substring(0, indent) + "# " + line.substring(indent));
      }
    }
    return now;
  }

  /** The elements of a list of words, each with a comma behind it. */
  private static String elements(Node list) {
    return ((SequenceNode) list)
        .getValue().stream().map(n -> scalar(n) + ", ").collect(Collectors.joining());
  }

  private static String flow(String live) {
    return live.isBlank()
        ? "[]"
        : Arrays.stream(live.replaceAll("[\\[\\]\"]", "").split("\\s*,\\s*"))
            .map(e -> "\"" + e + "\"")
            .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Plain where YAML reads it as what it is. */
  private static String plain(String live) {
    boolean safe = live.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}_./+ -]*") && !live.endsWith(" ");
    return safe ? live : "\"" + live.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static int line(Node node) {
    return node.getStartMark().getLine();
  }

  /** The last line of a value; the end of a block is marked where the next thing begins. */
  private static int lastLine(EditedText text, Node from, Node value) {
    int last = value.getEndMark().getLine();
    boolean begins = value.getEndMark().getColumn() == 0 || !(value instanceof ScalarNode);
    int column = from.getStartMark().getColumn();
    if (begins && last > line(from) && (last >= text.size() || blockEnd(value))) {
      last--;
    }
    while (last > line(from)
        && (text.line(last).isBlank()
            || (text.line(last).stripLeading().startsWith("#")
                && text.line(last).length() - text.line(last).stripLeading().length() < column))) {
      last--;
    }
    return last;
  }

  private static boolean blockEnd(Node value) {
    return switch (value) {
      case MappingNode m -> m.getFlowStyle() == DumperOptions.FlowStyle.BLOCK;
      case SequenceNode s -> s.getFlowStyle() == DumperOptions.FlowStyle.BLOCK;
      default -> true;
    };
  }

  private static String[] steps(String path) {
    return path.split("[.\\[\\]]+");
  }

  private static Optional<Node> owner(EditedText text, String component) {
    var options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text.text()));
    if (!(root instanceof MappingNode mapping)) {
      return Optional.empty();
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String name = scalar(tuple.getKeyNode());
      if (!List.of("documents", "alertRules").contains(name)) {
        Optional<Node> found = find(tuple.getValueNode(), component);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return entry(root, steps(component)).map(Entry::value);
  }

  private static Optional<Node> find(Node node, String id) {
    return switch (node) {
      case MappingNode mapping -> {
        for (NodeTuple tuple : mapping.getValue()) {
          if (scalar(tuple.getKeyNode()).equals("id") && scalar(tuple.getValueNode()).equals(id)) {
            yield Optional.of(node);
          }
        }
        yield mapping.getValue().stream()
            .map(t -> find(t.getValueNode(), id))
            .flatMap(Optional::stream)
            .findFirst();
      }
      case SequenceNode list ->
          list.getValue().stream().map(n -> find(n, id)).flatMap(Optional::stream).findFirst();
      default -> Optional.empty();
    };
  }

  private static Optional<Entry> entry(Node from, String[] steps) {
    Optional<Entry> at = Optional.of(new Entry(from, from));
    for (String step : steps) {
      at = at.flatMap(e -> child(e.value(), step));
    }
    return at;
  }

  private static Optional<Entry> child(Node node, String step) {
    return switch (node) {
      case MappingNode mapping ->
          mapping.getValue().stream()
              .filter(t -> scalar(t.getKeyNode()).equals(step))
              .map(t -> new Entry(t.getKeyNode(), t.getValueNode()))
              .findFirst();
      case SequenceNode list ->
          list.getValue().stream()
              .filter(n ->
                  List.of("id", "name", "caller", "key").stream()
                      .anyMatch(k ->
                          child(n, k).map(e -> scalar(e.value())).filter(step::equals).isPresent()))
              .map(n -> new Entry(n, n))
              .findFirst();
      default -> Optional.empty();
    };
  }

  private static String scalar(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
