package io.pilothouse.blueprints.plantuml;

import io.pilothouse.blueprints.diagram.Diagram.Edge;
import io.pilothouse.blueprints.diagram.Diagram.Line;
import io.pilothouse.blueprints.diagram.DiagramBuilder;
import io.pilothouse.blueprints.diagram.LabelText;
import io.pilothouse.blueprints.diagram.StepNumber;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.Notes;
import io.pilothouse.blueprints.text.Place;
import io.pilothouse.blueprints.text.Span;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads elements, containers and arrows of a PlantUML diagram, one line at a time. */
final class Elements {
  private static final String KINDS =
      "package|node|cloud|database|frame|folder|rectangle|storage|queue|stack|card|component"
          + "|artifact|agent|boundary|collections|control|entity|file|hexagon|person|process|actor/?"
          + "|usecase/?|interface|together|namespace|circle|label|action|portin|portout|port";
  private static final String REST =
      "(?<rest>(\\s*<<[^>]*>>|\\s+#[^\\s{]+|\\s+\\[\\[[^\\]]*\\]\\]|\\s+\\$\\S+)*)\\s*(?<open>\\{)?\\s*(?<close>\\})?";
  private static final String AS = "(\\s+as\\s+(?<alias>\"[^\"]*\"|[^\\s{\"<#]+))?";
  private static final Pattern ELEMENT =
      Pattern.compile(
          "(?i)(?<kind>"
              + KINDS
              + ")\\s+(?<name>\"[^\"]*\"|\\[[^\\]]*\\]|\\([^)]*\\)|:[^:]+:|[^\\s{\"\\[<#]+)"
              + AS
              + REST);
  private static final Pattern BODY =
      Pattern.compile(
          "(?i)(?<head>(?:"
              + KINDS
              + ")\\s+)(?<name>\"[^\"]*\"|[^\\s{\"\\[<#]+)"
              + AS
              + "(?<style>(?:\\s*<<[^>]*>>|\\s+#[^\\s{\\[]+)*)\\s*\\[");
  private static final Pattern UNNAMED =
      Pattern.compile("(?i)(?<kind>" + KINDS + ")\\s*(#\\S+\\s*)?\\{");
  private static final Pattern SHORT =
      Pattern.compile(
          "(?<name>\\[[^\\]]+\\]|:[^:]+:|\\([^)]+\\)|\\(\\)\\s*(\"[^\"]*\"|[\\w.-]+))" + AS + REST);
  private static final String END =
      "\"[^\"]+\"|\\[[^\\]]+\\]|:[^:\\s][^:]*:|\\([^)]+\\)|\\(\\)\\s*(?:\"[^\"]*\"|[\\p{L}\\p{N}_.]+)|[\\p{L}\\p{N}_.$]+(?:-[\\p{L}\\p{N}_]+)*";
  private static final String HEAD_LEFT = "<\\|?\\|?|<<|[*o+#^0@}x](?=[-.=~])|\\(?0(?=[-.=~])";
  private static final String HEAD_RIGHT =
      "\\|?\\|?>|>>|[*o+#^0@{x](?=\\s|\\[|\")|0\\)?(?=\\s)|\\)";
  private static final Pattern ARROW =
      Pattern.compile(
          "(?<from>"
              + END
              + ")\\s*(\"[^\"]*\"\\s*)?"
              + "(?<headFrom>"
              + HEAD_LEFT
              + ")?"
              + "(?<line>[-.=~]+)(?<style>\\[[^\\]]*\\])?"
              + "(?<direction>(?:left|right|up|down|le|ri|do|up|l|r|u|d)(?=[-.=~\\[]))?"
              + "(\\[[^\\]]*\\])?[-.=~]*"
              + "(?<headTo>"
              + HEAD_RIGHT
              + ")?"
              + "\\s*(\"[^\"]*\"\\s*)?(?<to>"
              + END
              + ")\\s*(<<[^>]*>>\\s*)?(:\\s*(?<label>.*))?");
  private static final Pattern STEREOTYPE = Pattern.compile("<<\\s*([^>]*?)\\s*>>");

  /** A note with a name of its own, which a line pins to an element. */
  record NamedNote(Optional<String> target, List<String> text, Place place) {}

  private final DiagramBuilder diagram;
  private final Notes notes;
  private final Map<String, String> aliasesByLabel = new HashMap<>();
  private final Map<String, NamedNote> namedNotes = new LinkedHashMap<>();
  private String last = "";

  Elements(DiagramBuilder diagram, Notes notes) {
    this.diagram = diagram;
    this.notes = notes;
  }

  /** Whether a line declares an element: where a document's text ends and its diagram begins. */
  boolean isElement(String text) {
    return UNNAMED.matcher(text).matches()
        || (SHORT.matcher(text).matches())
        || (ELEMENT.matcher(text).matches()
            && (text.contains("\"") || text.contains(" as ") || text.endsWith("{")))
        || (text.contains("->") && ARROW.matcher(text).matches());
  }

  /** Id of the element that was declared last. */
  String last() {
    return last;
  }

  Map<String, NamedNote> noteLinks() {
    return namedNotes;
  }

  void namedNote(String alias, List<String> text, Place place) {
    namedNotes.put(alias, new NamedNote(Optional.empty(), text, place));
  }

  /** The id that a name of an element stands for. */
  String resolve(String name) {
    return aliasesByLabel.getOrDefault(name, name);
  }

  /** What stands before a label that goes on over the next lines; empty for any other line. */
  Optional<String> opensBody(String text) {
    boolean label = text.startsWith("[") && !text.startsWith("[[") && text.indexOf(']') < 0;
    return label || BODY.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }

  /** Reads an element with a label of several lines. @param rest what stands behind the label */
  void readBody(Span line, String head, List<String> words, String rest) {
    String label =
        words.stream()
            .filter(w -> !w.isBlank())
            .map(w -> w.replace('"', '\''))
            .collect(Collectors.joining("\\n"));
    Matcher body = BODY.matcher(head);
    if (!body.matches()) {
      read(line, head + "\\n" + label + "]" + rest);
      return;
    }
    String name = body.group("name");
    String written = body.group("alias");
    String alias = written == null || written.startsWith("\"") ? unquote(name) : written;
    String text = label.isEmpty() ? unquote(name) : label;
    read(line, body.group("head") + '"' + text + "\" as " + alias + body.group("style") + rest);
  }

  void read(Span line) {
    read(line, line.text().replaceFirst("\\s*\\|$", ""));
  }

  private void read(Span line, String text) {
    if (text.startsWith("}")) {
      if (!diagram.closeGroup()) {
        notes.add(Kind.ERROR, line.place(), "\"}\" without a container that it could end");
      }
      return;
    }
    Matcher unnamed = UNNAMED.matcher(text);
    if (unnamed.matches()) {
      diagram.openGroup(
          "together at line " + line.place().line(),
          List.of(),
          unnamed.group("kind"),
          line.place());
      return;
    }
    Matcher arrow = ARROW.matcher(text);
    Matcher element = ELEMENT.matcher(text);
    Matcher shorthand = SHORT.matcher(text);
    if (element.matches()) {
      element(element, element.group("kind").toLowerCase(Locale.ROOT), line);
    } else if (shorthand.matches()) {
      element(shorthand, kind(shorthand.group("name")), line);
    } else if (arrow.matches()) {
      arrow(arrow, line);
    } else {
      notes.line(Kind.NOT_UNDERSTOOD, line, "not of a component diagram's forms");
    }
  }

  private void element(Matcher matcher, String kind, Span line) {
    String label = unquote(matcher.group("name"));
    String alias = matcher.group("alias");
    String id;
    List<String> lines;
    if (alias == null) {
      id = plain(label);
      lines = LabelText.lines(label);
    } else if (alias.startsWith("\"")) {
      id = plain(label);
      lines = LabelText.lines(alias);
    } else {
      id = alias;
      lines = LabelText.lines(label);
    }
    aliasesByLabel.put(plain(label), id);
    last = id;
    if (matcher.group("open") != null) {
      diagram.openGroup(id, lines, kind, line.place());
      classify(id, matcher);
      if (matcher.group("close") != null) {
        diagram.closeGroup();
      }
    } else {
      diagram.define(id, lines, kind, line.place());
      classify(id, matcher);
    }
  }

  private void classify(String id, Matcher element) {
    Matcher stereotypes = STEREOTYPE.matcher(element.group("rest"));
    while (stereotypes.find()) {
      diagram.classify(List.of(id), stereotypes.group(1));
    }
  }

  private void arrow(Matcher matcher, Span line) {
    boolean reversed = matcher.group("headFrom") != null && matcher.group("headTo") == null;
    String first = end(matcher.group("from"), line, matcher.start("from"));
    String second = end(matcher.group("to"), line, matcher.start("to"));
    if (namedNotes.containsKey(first) || namedNotes.containsKey(second)) {
      String note = namedNotes.containsKey(first) ? first : second;
      String target = note.equals(first) ? second : first;
      namedNotes.computeIfPresent(
          note, (a, n) -> new NamedNote(Optional.of(target), n.text(), n.place()));
      return;
    }
    for (String id : List.of(first, second)) {
      diagram.mention(id, line.place());
    }
    String written = matcher.group("label");
    List<String> label = written == null ? List.of() : LabelText.lines(written);
    diagram.edge(
        new Edge(
            reversed ? second : first,
            reversed ? first : second,
            label,
            StepNumber.of(label),
            style(matcher.group("line"), matcher.group("style")),
            matcher.group("headFrom") != null || matcher.group("headTo") != null,
            line.place()));
  }

  /** The id at an arrow's end. A label in brackets declares its element. */
  private String end(String written, Span line, int offset) {
    String label = unquote(written);
    // A bare word that is somebody's alias is meant as one, though another may be labelled so.
    boolean alias = label.equals(written.strip()) && diagram.knows(label);
    String id = alias ? label : resolve(plain(label));
    if (!namedNotes.containsKey(id) && !diagram.knows(id)) {
      if (written.startsWith("[") || written.startsWith(":") || written.startsWith("(")) {
        aliasesByLabel.put(plain(label), id);
        diagram.define(id, LabelText.lines(label), kind(written), line.from(offset).place());
      }
    }
    return id;
  }

  private static Line style(String line, String style) {
    String said = style == null ? "" : style.toLowerCase(Locale.ROOT);
    if (said.contains("hidden")) {
      return Line.INVISIBLE;
    }
    return line.contains(".")
            || line.contains("~")
            || said.contains("dotted")
            || said.contains("dashed")
        ? Line.DOTTED
        : line.contains("=") || said.contains("bold") ? Line.THICK : Line.SOLID;
  }

  private static String kind(String written) {
    return written.startsWith("[")
        ? "component"
        : written.startsWith(":") ? "actor" : written.startsWith("()") ? "interface" : "usecase";
  }

  /** The name in its brackets or quotes. */
  static String unquote(String name) {
    String text = name.strip();
    if (text.startsWith("()")) {
      return unquote(text.substring(2));
    }
    if (text.length() >= 2
        && ("\"[:(".indexOf(text.charAt(0)) >= 0)
        && "\"]:)".indexOf(text.charAt(text.length() - 1)) >= 0) {
      return text.substring(1, text.length() - 1).strip();
    }
    return text;
  }

  private static String plain(String label) {
    return String.join(" ", LabelText.lines(label));
  }
}
