package io.pilothouse.blueprints.mermaid;

import io.pilothouse.blueprints.diagram.Diagram;
import io.pilothouse.blueprints.diagram.Diagram.Edge;
import io.pilothouse.blueprints.diagram.DiagramBuilder;
import io.pilothouse.blueprints.diagram.LabelText;
import io.pilothouse.blueprints.diagram.StepNumber;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.Notes;
import io.pilothouse.blueprints.text.Place;
import io.pilothouse.blueprints.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a Mermaid flowchart. Written by hand: Mermaid itself is JavaScript and there is no JVM port
 * of its grammar. What is read, where {@code ␤} is a line end or a semicolon:
 *
 * <pre>
 * document  = { any line } header { statement ␤ }
 * header    = ( "graph" | "flowchart" | "flowchart-elk" ) [ "TB" | "TD" | "BT" | "RL" | "LR" | "&gt;" | "&lt;" | "^" | "v" ]
 * statement = "subgraph" [ id ] [ label ] | "end" | "direction" ... | chain
 *           | "class" id { "," id } name
 *           | ( "classDef" | "style" | "linkStyle" | "click" | "accTitle" | "accDescr" ) rest of line
 *           | "%%" rest of line | "%%{" ... "}%%"
 * chain     = nodes { link nodes }
 * nodes     = node { "&amp;" node }
 * node      = id [ bracket label bracket ] [ "@{" attributes "}" ] { ":::" name }
 * bracket   = [] () ([]) [[]] [()] (()) ((())) {} {{}} [//] [\\] [/\] [\/] &gt;] (--)
 * label     = bare text | '"' text '"' | '"`' markdown '`"'
 * link      = [ id "@" ] [ "&lt;" | "x" | "o" ] line [ "&gt;" | "x" | "o" ] [ "|" label "|" ]
 * line      = "--" { "-" } | "==" { "=" } | "-." { "." } "-" | "~~~", or with a label in its middle
 * </pre>
 *
 * <p>A bare label may hold brackets in pairs and go on over line ends. A node belongs to the
 * subgraph that mentions it and ends first. A statement that is of none of these forms is noted
 * with its place, and reading goes on with the next line; time and memory are linear in the length
 * of the text.
 */
public final class MermaidParser {
  private static final Pattern HEADER =
      Pattern.compile(
          "(?m)^[ \\t]*(?:graph|flowchart(?:-elk)?)(?:[ \\t]+(?:TB|TD|BT|RL|LR|[<>^v]))?[ \\t]*(?=;|%%|$)");
  private static final Pattern KEYWORD =
      Pattern.compile(
          "(subgraph|end|direction|classDef|class|style|linkStyle|click|accTitle|accDescr)(?=[\\s;:]|$)");
  private static final Pattern CLASS =
      Pattern.compile("class[ \\t]+([^\\s;][^;\\n]*?)[ \\t]+([\\w-]+)[ \\t]*(?=;|$)");
  private static final Pattern CLASS_NAME = Pattern.compile(":::[ \\t]*([\\w-]+(?:,[\\w-]+)*)");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([\\w-]+)\\s*:\\s*(\"[^\"]*\"|[^,}\\n]+)");
  private static final int MOST_NODES_OF_ONE_LINK = 1_000;

  private final Notes notes;
  private final Cursor in;
  private final DiagramBuilder diagram;
  private int drawnSubgraphs;
  private int ignoredSubgraphs;

  private MermaidParser(Span text, Notes notes) {
    this.notes = notes;
    this.in = new Cursor(text);
    this.diagram = new DiagramBuilder(notes, true);
  }

  /** Offset of the header, if the text is a flowchart. */
  public static Optional<Integer> header(Span text) {
    Matcher matcher = HEADER.matcher(text.source().text()).region(text.start(), text.end());
    return matcher.find() ? Optional.of(matcher.start()) : Optional.empty();
  }

  /** Reads the flowchart in a text; what stands before its header is skipped and noted. */
  public static Diagram parse(Span text, Notes notes) {
    return new MermaidParser(text, notes).document(text);
  }

  private Diagram document(Span text) {
    Optional<Integer> header = header(text);
    if (header.isEmpty()) {
      notes.add(Kind.ERROR, text.place(), "no line says graph or flowchart; nothing was read");
      return diagram.build();
    }
    int start = header.get();
    for (Span line : text.source().lines()) {
      if (line.start() >= text.start() && line.end() <= start && !line.isBlank() && !isPart(line)) {
        notes.line(Kind.SKIPPED, line, "stands before the drawing");
      }
    }
    in.moveTo(start);
    in.take(HEADER);
    while (true) {
      in.skipBlank();
      if (in.atEnd()) {
        return diagram.build();
      }
      int before = in.at();
      statement();
      if (in.at() == before) {
        in.moveTo(in.lineEnd());
      }
    }
  }

  /** Front matter and directives belong to the drawing. */
  private static boolean isPart(Span line) {
    String text = line.strip().text();
    return text.equals("---") || text.startsWith("%%");
  }

  private void statement() {
    if (in.take("%%{")) {
      int close = in.indexOf("}%%", in.at(), in.end());
      in.moveTo(close < 0 ? in.lineEnd() : close + 3);
      return;
    }
    if (in.ahead("%%")) {
      in.moveTo(in.lineEnd());
      return;
    }
    int start = in.at();
    Optional<String> keyword = in.take(KEYWORD).map(m -> m.group(1));
    if (keyword.isEmpty()) {
      chain();
      return;
    }
    switch (keyword.get()) {
      case "subgraph" -> subgraph(start);
      case "end" -> end(start);
      case "class" -> {
        in.moveTo(start);
        classes();
      }
      case "accTitle" -> {
        in.take(":");
        diagram.title(in.between(in.at(), in.lineEnd()).strip());
        in.moveTo(in.lineEnd());
      }
      case "accDescr" -> accessibleDescription(start);
      default -> {
        notes.line(
            Kind.SKIPPED,
            in.span(start, in.lineEnd()),
            "styling, which says nothing of the system");
        in.moveTo(in.lineEnd());
      }
    }
  }

  private void accessibleDescription(int start) {
    in.skipSpace();
    int close = in.peek() == '{' ? in.indexOf("}", in.at(), in.end()) : -1;
    int end = close < 0 ? in.lineEnd() : close;
    int from = Math.min(end, in.at() + 1);
    diagram.looseText(
        new Diagram.Remark("", LabelText.lines(in.between(from, end)), in.place(start)));
    in.moveTo(close < 0 ? end : close + 1);
  }

  private void end(int start) {
    in.skipSpace();
    if (ignoredSubgraphs > 0) {
      ignoredSubgraphs--;
    } else if (!diagram.closeGroup()) {
      notes.add(Kind.ERROR, in.place(start), "\"end\" without a subgraph that it could end");
    }
    endOfStatement();
  }

  private void subgraph(int start) {
    in.skipSpace();
    Place place = in.place(start);
    String id = "";
    String label = "";
    if (in.peek() == '"') {
      int close = in.indexOf("\"", in.at() + 1, in.lineEnd());
      if (close >= 0) {
        label = in.between(in.at() + 1, close);
        in.moveTo(close + 1);
      }
    } else if (!in.atStatementEnd()) {
      int titleEnd = statementEnd();
      String rest = in.between(in.at(), titleEnd).strip();
      int from = in.at();
      id = identifier();
      in.skipSpace();
      Optional<Shapes.Label> boxed = Shapes.openingAt(in).flatMap(s -> s.label(in));
      if (!id.isEmpty() && boxed.isPresent()) {
        label = boxed.get().text();
        in.moveTo(boxed.get().end());
      } else if (!id.isEmpty() && in.atStatementEnd()) {
        label = id;
      } else {
        in.moveTo(Math.max(from, titleEnd));
        label = rest;
        id = "";
      }
    }
    if (label.isBlank() && id.isEmpty()) {
      label = "subgraph";
    }
    drawnSubgraphs++;
    String key = id.isEmpty() ? unquoted(label, drawnSubgraphs) : id;
    if (ignoredSubgraphs > 0
        || !diagram.openGroup(key, LabelText.lines(label), "subgraph", place)) {
      ignoredSubgraphs++;
    }
    in.take(CLASS_NAME);
    endOfStatement();
  }

  /** A subgraph without an id is known by its title; a title may come twice. */
  private String unquoted(String label, int count) {
    String title = String.join(" ", LabelText.lines(label));
    return diagram.knows(title) ? title + "~" + count : title;
  }

  private int statementEnd() {
    int end = in.lineEnd();
    int semicolon = in.indexOf(";", in.at(), end);
    return semicolon < 0 ? end : semicolon;
  }

  private void classes() {
    int start = in.at();
    Optional<Matcher> matcher = in.take(CLASS);
    if (matcher.isEmpty()) {
      notUnderstood(start);
      return;
    }
    var ids = new ArrayList<String>();
    for (String id : matcher.get().group(1).split(",")) {
      String known = id.strip();
      ids.add(known);
      if (!diagram.knows(known)) {
        notes.add(
            Kind.NOT_UNDERSTOOD,
            in.place(start),
            "gives a class to " + Notes.quote(known) + ", which nothing is called so far");
      }
    }
    diagram.classify(ids, matcher.get().group(2));
  }

  private void chain() {
    int start = in.at();
    List<String> from = nodes();
    if (from.isEmpty()) {
      notUnderstood(start);
      return;
    }
    while (true) {
      Optional<Links.Link> link = Links.take(in);
      if (link.isEmpty()) {
        break;
      }
      int before = in.at();
      List<String> to = nodes();
      if (to.isEmpty()) {
        in.moveTo(before);
        notes.add(Kind.ERROR, in.place(link.get().start()), "an arrow that leads nowhere");
        break;
      }
      connect(from, to, link.get());
      from = to;
    }
    endOfStatement();
  }

  private void connect(List<String> from, List<String> to, Links.Link link) {
    List<String> label = LabelText.lines(link.label());
    Place place = in.place(link.start());
    Optional<String> number = StepNumber.of(label);
    for (String source : from) {
      for (String target : to) {
        diagram.edge(new Edge(source, target, label, number, link.line(), link.directed(), place));
      }
    }
  }

  private List<String> nodes() {
    var ids = new ArrayList<String>();
    do {
      in.skipSpace();
      Optional<String> id = node();
      if (id.isEmpty()) {
        return ids;
      }
      if (ids.size() < MOST_NODES_OF_ONE_LINK) {
        ids.add(id.get());
      }
      in.skipSpace();
    } while (in.take("&"));
    return ids;
  }

  private Optional<String> node() {
    int start = in.at();
    String id = identifier();
    if (id.isEmpty()) {
      return Optional.empty();
    }
    Place place = in.place(start);
    diagram.mention(id, place);
    int afterId = in.at();
    in.skipSpace();
    Optional<Shapes> opening =
        in.at() > afterId && in.peek() == '>' ? Optional.empty() : Shapes.openingAt(in);
    if (opening.isPresent()) {
      Optional<Shapes.Label> label = opening.get().label(in);
      if (label.isPresent()) {
        diagram.define(id, LabelText.lines(label.get().text()), label.get().shape(), place);
        in.moveTo(label.get().end());
      } else {
        notes.add(
            Kind.ERROR,
            in.place(),
            "a bracket that is not closed; the label of " + Notes.quote(id) + " is missing");
        in.moveTo(in.lineEnd());
        return Optional.of(id);
      }
    } else {
      in.moveTo(afterId);
    }
    if (in.take("@{")) {
      attributes(id, place);
    }
    in.take(CLASS_NAME)
        .ifPresent(m -> {
          for (String name : m.group(1).split(",")) {
            diagram.classify(List.of(id), name);
          }
        });
    return Optional.of(id);
  }

  private void attributes(String id, Place place) {
    int from = in.at();
    int close = in.indexOf("}", from, from + 2_000);
    if (close < 0) {
      notes.add(Kind.ERROR, place, "attributes that are not closed by }");
      in.moveTo(in.lineEnd());
      return;
    }
    Map<String, String> values = new HashMap<>();
    Matcher matcher = ATTRIBUTE.matcher(in.between(from, close));
    while (matcher.find()) {
      values.put(matcher.group(1), matcher.group(2).strip());
    }
    in.moveTo(close + 1);
    if (values.containsKey("label") || values.containsKey("shape")) {
      diagram.define(
          id,
          LabelText.lines(values.getOrDefault("label", id)),
          values.getOrDefault("shape", "rectangle"),
          place);
    }
  }

  /** A node's id: any characters that cannot begin an arrow, a bracket or a separator. */
  private String identifier() {
    int start = in.at();
    while (!in.atEnd() && isIdentifierPart(in.peek(), in.peek(1), in.at() > start)) {
      in.skip(1);
    }
    return in.between(start, in.at());
  }

  private static boolean isIdentifierPart(char c, char next, boolean inside) {
    if (Character.isLetterOrDigit(c) || c == '_' || Character.isSurrogate(c)) {
      return true;
    }
    if (c > 0x7F) {
      return !Character.isWhitespace(c) && c != '\u00A0';
    }
    return switch (c) {
      case '-', '.', ':', '/', '+', '*', '#', '$' ->
          inside && (Character.isLetterOrDigit(next) || next == '_');
      default -> false;
    };
  }

  private void endOfStatement() {
    in.skipSpace();
    if (in.ahead("%%")) {
      in.moveTo(in.lineEnd());
    } else if (!in.atStatementEnd()) {
      notUnderstood(in.at());
    }
  }

  private void notUnderstood(int from) {
    int end = in.lineEnd();
    notes.line(Kind.NOT_UNDERSTOOD, in.span(from, end), "not of a flowchart's forms");
    in.moveTo(end);
  }
}
