package io.pilothouse.blueprints.plantuml;

import io.pilothouse.blueprints.diagram.Diagram;
import io.pilothouse.blueprints.diagram.Diagram.Remark;
import io.pilothouse.blueprints.diagram.DiagramBuilder;
import io.pilothouse.blueprints.diagram.LabelText;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.Notes;
import io.pilothouse.blueprints.text.Place;
import io.pilothouse.blueprints.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a PlantUML component or deployment diagram. Written by hand: PlantUML itself is GPL (its
 * MIT build leaves parts out), 20 MB, draws while it reads and keeps no places. What is read, line
 * by line:
 *
 * <pre>
 * document  = { any line } [ "@startuml" ] { line } [ "@enduml" ]
 * line      = element | arrow | note | title | "}" | skipped | "'" rest
 * element   = kind name [ "as" alias ] { "&lt;&lt;" stereotype "&gt;&gt;" | "#" colour } [ "{" ]
 *           | ( "[" label "]" | ":" label ":" | "()" name | "(" label ")" ) [ "as" alias ] ...
 * kind      = package node cloud database frame folder rectangle storage queue stack card component
 *             artifact agent boundary collections control entity file hexagon person process actor
 *             usecase interface together namespace
 *           | kind name [ "as" alias ] "[" { line } "]" | "[" label { line } "]" [ "as" alias ]
 * name      = '"' label '"' | "[" label "]" | word
 * arrow     = end shaft end [ ":" label ]
 * end       = name | ":" label ":" | "(" label ")" | "()" name
 * shaft     = [ head ] line [ "[" style "]" ] [ direction ] line [ head ]
 * line      = "-" | "." | "=" | "~", one or more
 * note      = "note" side [ "of" end ] ( ":" text | { line } "end note" ) | "note" '"' text '"' "as" alias
 * skipped   = "!" rest | "skinparam" rest or block | "hide" | "show" | "scale" | "left to right" ...
 * </pre>
 *
 * <p>Labels break their lines at {@code \n}. A note whose target differs from an element in case
 * alone is pinned to that one, and noted. What is of none of these forms is noted with its place.
 */
public final class PlantUmlParser {
  private static final Pattern SKIPPED =
      Pattern.compile(
          "(?i)(!.*|skinparam\\b.*|hide\\b.*|show\\b.*|scale\\b.*|left to right direction"
              + "|top to bottom direction|allowmixing|allow_mixing|@(start|end)uml.*|sprite\\b.*"
              + "|newpage.*|autonumber.*|</?style>|remove\\b.*)");
  private static final Pattern BLOCK_STYLE =
      Pattern.compile("(?i)(skinparam\\b[^{]*\\{|<style>).*");
  private static final Pattern TITLE = Pattern.compile("(?i)title(\\s+(?<text>.*))?");
  private static final Pattern TEXT_BLOCK =
      Pattern.compile(
          "(?i)(?<kind>header|footer|legend|caption|(center|left|right)\\s+(header|footer))(\\s+(?<text>.*))?");
  private static final Pattern NOTE =
      Pattern.compile(
          "(?i)note\\s+(left|right|top|bottom|over)?\\s*(?<of>of\\s+)?(?<target>\"[^\"]*\"|\\[[^\\]]*\\]|\\([^)]*\\)|[^\\s:\"#]+)?"
              + "\\s*(#\\S+)?\\s*(:\\s*(?<text>.*))?");
  private static final Pattern NAMED_NOTE =
      Pattern.compile("(?i)note\\s+(\"(?<text>[^\"]*)\"\\s+)?as\\s+(?<alias>\\S+)\\s*(#\\S+)?");
  private static final Pattern END_NOTE = Pattern.compile("(?i)end\\s?note");
  private static final Pattern REMARK = Pattern.compile("(?<text>'.*)");
  private static final int LONGEST_BLOCK = 2_000;

  private final Notes notes;
  private final List<Span> lines;
  private final DiagramBuilder diagram;
  private final Elements elements;
  private final List<PinnedNote> pinned = new ArrayList<>();
  private int next;

  private record PinnedNote(String target, List<String> text, Place place) {}

  private PlantUmlParser(Span text, Notes notes) {
    this.notes = notes;
    this.lines =
        text.source().lines().stream()
            .filter(l -> l.start() >= text.start() && l.end() <= text.end())
            .map(Span::strip)
            .toList();
    this.diagram = new DiagramBuilder(notes, false);
    this.elements = new Elements(diagram, notes);
  }

  /** Reads the diagram in a text. */
  public static Diagram parse(Span text, Notes notes) {
    return new PlantUmlParser(text, notes).document();
  }

  private Diagram document() {
    int bars = 0;
    Place firstBar = new Place("", 1, 1);
    next = firstLine();
    while (next < lines.size()) {
      Span line = lines.get(next++);
      if (!line.isBlank() && !line.text().equals("|")) {
        line(line);
      } else if (line.text().equals("|") && bars++ == 0) {
        firstBar = line.place();
      }
    }
    if (bars > 0) {
      notes.add(
          Kind.SKIPPED,
          firstBar,
          bars + " lines of a lone bar, the first one here: left by a browser");
    }
    pin();
    return diagram.build();
  }

  /** What stands before the first line of a diagram was pasted around it. */
  private int firstLine() {
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i).text();
      if (text.startsWith("@startuml")
          || SKIPPED.matcher(text).matches()
          || text.startsWith("'")
          || TITLE.matcher(text).matches()
          || elements.isElement(text)) {
        return i;
      }
      if (!text.isEmpty()) {
        notes.line(Kind.SKIPPED, lines.get(i), "stands before the drawing");
      }
    }
    return lines.size();
  }

  private void line(Span line) {
    String text = line.text();
    if (text.startsWith("/'")) {
      skipUntil("'/");
    } else if (REMARK.matcher(text).matches() || text.matches("@(start|end)uml.*")) {
      return;
    } else if (BLOCK_STYLE.matcher(text).matches()) {
      notes.line(Kind.SKIPPED, line, "styling, which says nothing of the system");
      if (!text.contains("}")) {
        skipUntil(text.startsWith("<") ? "</style>" : "}");
      }
    } else if (text.startsWith("!include") || text.startsWith("!import")) {
      notes.add(Kind.SKIPPED, line.place(), "is not followed: " + Notes.quote(text));
    } else if (SKIPPED.matcher(text).matches()) {
      notes.line(Kind.SKIPPED, line, "styling, which says nothing of the system");
    } else if (!described(line) && !body(line)) {
      elements.read(line);
    }
  }

  /** Titles, notes and other texts. */
  private boolean described(Span line) {
    String text = line.text();
    Matcher title = TITLE.matcher(text);
    if (title.matches()) {
      String words = title.group("text");
      diagram.title(
          words == null
              ? String.join(" ", block("end title"))
              : String.join(" ", LabelText.lines(words)));
      return true;
    }
    Matcher other = TEXT_BLOCK.matcher(text);
    if (other.matches()) {
      String words = other.group("text");
      boolean one =
          words != null && !words.isBlank() && !other.group("kind").equalsIgnoreCase("legend");
      diagram.looseText(
          new Remark(
              "",
              one
                  ? LabelText.lines(words)
                  : block("end" + other.group("kind").replaceAll(".*\\s", "")),
              line.place()));
      return true;
    }
    Matcher named = NAMED_NOTE.matcher(text);
    if (named.matches()) {
      String words = named.group("text");
      elements.namedNote(
          named.group("alias"),
          words == null ? block("endnote") : LabelText.lines(words),
          line.place());
      return true;
    }
    Matcher note = NOTE.matcher(text);
    if (note.matches()) {
      String words = note.group("text");
      List<String> said = words == null ? block("endnote") : LabelText.lines(words);
      String target = note.group("target");
      pinned.add(
          new PinnedNote(
              target == null || note.group("of") == null
                  ? elements.last()
                  : Elements.unquote(target),
              said,
              line.place()));
      return true;
    }
    return false;
  }

  /** An element whose label goes over several lines is read as if it stood on one. */
  private boolean body(Span line) {
    String text = line.text().replaceFirst("\\s*\\|$", "");
    Optional<String> head = elements.opensBody(text);
    if (head.isEmpty()) {
      return false;
    }
    int start = next;
    var words = new ArrayList<String>();
    while (next < lines.size() && next - start < LONGEST_BLOCK) {
      String part = lines.get(next++).text().replaceFirst("\\s*\\|$", "").strip();
      int end = part.indexOf(']');
      if (end >= 0) {
        words.add(part.substring(0, end));
        elements.readBody(line, head.get(), words, part.substring(end + 1));
        return true;
      }
      words.add(part);
    }
    notes.add(Kind.ERROR, line.place(), "no \"]\" ends the label that begins here");
    next = start;
    return true;
  }

  /** Lines up to one that ends the block; bars that a browser left in it are not text. */
  private List<String> block(String ending) {
    String wanted = ending.replace(" ", "");
    int start = next;
    var text = new ArrayList<String>();
    while (next < lines.size() && next - start < LONGEST_BLOCK) {
      Span line = lines.get(next++);
      String plain = line.text().replaceFirst("\\s*\\|$", "");
      if (plain.replace(" ", "").equalsIgnoreCase(wanted)
          || (wanted.equals("endnote") && END_NOTE.matcher(plain).matches())) {
        return text;
      }
      if (!plain.isBlank()) {
        text.addAll(LabelText.lines(plain));
      }
    }
    notes.add(
        Kind.ERROR,
        lines.get(Math.max(0, start - 1)).place(),
        "no \"" + ending + "\" ends what begins here");
    next = start;
    return List.of();
  }

  private void skipUntil(String ending) {
    int start = next;
    if (lines.get(start - 1).text().indexOf(ending, 2) >= 0) {
      return;
    }
    int depth = 1;
    while (next < lines.size()) {
      String text = lines.get(next++).text();
      if (ending.equals("}")) {
        depth += text.endsWith("{") ? 1 : 0;
        depth -= text.startsWith("}") ? 1 : 0;
        if (depth == 0) {
          return;
        }
      } else if (text.contains(ending)) {
        return;
      }
    }
    notes.add(
        Kind.ERROR, lines.get(start - 1).place(), "no \"" + ending + "\" ends what begins here");
    next = start;
  }

  private void pin() {
    elements
        .noteLinks()
        .forEach((alias, note) ->
            pinned.add(new PinnedNote(note.target().orElse(""), note.text(), note.place())));
    for (PinnedNote note : pinned) {
      String target = elements.resolve(note.target());
      if (note.target().isEmpty()) {
        diagram.looseText(new Remark("", note.text(), note.place()));
      } else if (diagram.knows(target)) {
        diagram.remark(new Remark(target, note.text(), note.place()));
      } else {
        Optional<String> near = diagram.sameButCase(target);
        near.ifPresent(id ->
            notes.add(
                Kind.READING,
                note.place(),
                "nothing is called " + Notes.quote(target) + "; pinned to " + Notes.quote(id)));
        if (near.isEmpty()) {
          notes.add(
              Kind.ERROR,
              note.place(),
              "a note of " + Notes.quote(target) + ", which nothing is called");
        }
        diagram.remark(new Remark(near.orElse(""), note.text(), note.place()));
      }
    }
  }
}
