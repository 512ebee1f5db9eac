package io.pilothouse.blueprints.drawing;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Draws a blueprint as the text of a diagram, which the importers read back to the same components.
 * A class or stereotype {@code is-KIND} says of each box what it is, whatever it is called.
 */
public final class DiagramText {
  private final Sketch sketch;
  private final StringBuilder out = new StringBuilder();
  private final Map<String, String> aliases = new HashMap<>();

  private DiagramText(Sketch sketch) {
    this.sketch = sketch;
  }

  /** A Mermaid flowchart. */
  public static String mermaid(Blueprint blueprint) {
    return new DiagramText(Sketcher.of(blueprint)).mermaid();
  }

  /** A PlantUML component diagram. */
  public static String plantUml(Blueprint blueprint) {
    return new DiagramText(Sketcher.of(blueprint)).plantUml();
  }

  private String mermaid() {
    out.append("flowchart TB\n  accTitle: ").append(sketch.title()).append('\n');
    mermaidIn(Optional.empty(), "  ");
    for (Sketch.Frame each : sketch.frames()) {
      if (!each.kind().isEmpty()) {
        out.append("  class ").append(each.id()).append(" is-").append(each.kind()).append('\n');
      }
    }
    out.append('\n');
    for (Sketch.Arrow arrow : sketch.arrows()) {
      String label = label(arrow.lines(), "<br/>", "#");
      out.append("  ")
          .append(arrow.from())
          .append(arrow.dashed() ? " -.->" : " -->")
          .append(label.isEmpty() ? "" : "|\"" + label + "\"|")
          .append(' ')
          .append(arrow.to())
          .append('\n');
    }
    return out.toString();
  }

  private void mermaidIn(Optional<String> frame, String indent) {
    for (Sketch.Box box : sketch.boxesIn(frame)) {
      String[] brackets =
          switch (box.kind()) {
            case "database-server", "database-replica", "cache" -> new String[] {"[(", ")]"};
            case "queue" -> new String[] {"[[", "]]"};
            case "external-system", "users" -> new String[] {"([", "])"};
            default -> new String[] {"[", "]"};
          };
      out.append(indent)
          .append(box.id())
          .append(brackets[0])
          .append(quoted(label(box.lines(), "<br/>", "#")))
          .append(brackets[1])
          .append(":::is-")
          .append(box.kind())
          .append('\n');
    }
    for (Sketch.Frame each : sketch.framesIn(frame)) {
      out.append(indent)
          .append("subgraph ")
          .append(each.id())
          .append('[')
          .append(quoted(label(each.lines(), "<br/>", "#")))
          .append("]\n");
      mermaidIn(Optional.of(each.id()), indent + "  ");
      out.append(indent).append("end\n");
    }
  }

  private String plantUml() {
    out.append("@startuml\ntitle ").append(sketch.title()).append('\n');
    plantUmlIn(Optional.empty(), "");
    out.append('\n');
    for (Sketch.Arrow arrow : sketch.arrows()) {
      String label = label(arrow.lines(), "\\n", "&#");
      out.append(alias(arrow.from()))
          .append(arrow.dashed() ? " ..> " : " --> ")
          .append(alias(arrow.to()))
          .append(label.isEmpty() ? "" : " : " + label)
          .append('\n');
    }
    return out.append("@enduml\n").toString();
  }

  private void plantUmlIn(Optional<String> frame, String indent) {
    for (Sketch.Box box : sketch.boxesIn(frame)) {
      String element =
          switch (box.kind()) {
            case "database-server", "database-replica" -> "database";
            case "queue" -> "queue";
            case "external-system" -> "cloud";
            case "users" -> "actor";
            default -> "component";
          };
      out.append(indent)
          .append(element)
          .append(' ')
          .append(quoted(label(box.lines(), "\\n", "&#")))
          .append(" as ")
          .append(alias(box.id()))
          .append(" <<is-")
          .append(box.kind())
          .append(">>\n");
    }
    for (Sketch.Frame each : sketch.framesIn(frame)) {
      out.append(indent)
          .append("package ")
          .append(quoted(label(each.lines(), "\\n", "&#")))
          .append(" as ")
          .append(alias(each.id()))
          .append(each.kind().isEmpty() ? "" : " <<is-" + each.kind() + ">>")
          .append(" {\n");
      plantUmlIn(Optional.of(each.id()), indent + "  ");
      out.append(indent).append("}\n");
    }
  }

  private String alias(String id) {
    return aliases.computeIfAbsent(id, i -> i.replaceAll("[^\\p{L}\\p{N}]", "_"));
  }

  /** Lines in one, their special characters as numbers. @param number how one begins */
  private static String label(List<String> lines, String lineBreak, String number) {
    return lines.stream()
        .map(l -> l.replaceAll("[\\r\\n]+", " ").strip())
        .filter(l -> !l.isEmpty())
        .map(l -> escaped(l, number))
        .collect(Collectors.joining(lineBreak));
  }

  private static String escaped(String line, String number) {
    var text = new StringBuilder();
    line.codePoints()
        .forEach(c -> {
          if ("\"<>|#`\\".indexOf(c) >= 0) {
            text.append(number).append(c).append(';');
          } else {
            text.appendCodePoint(c);
          }
        });
    return text.toString();
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
