package io.pilothouse.blueprints.patching;

import io.pilothouse.blueprints.importing.Dialect;
import io.pilothouse.blueprints.patching.Reading.Outcome;
import io.pilothouse.blueprints.patching.Trials.Tried;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a component out of a document. In a drawing its box and its arrows become comments; in
 * Markdown its rows, keys and list items go. Everything else that the document says must stay.
 */
final class Removal {
  private static final int MOST_PLACES = 40;
  private static final Pattern ARROW =
      Pattern.compile("\\s*[<xo]?(?:--+|==+|-\\.+-|~~~+)[>xo]?(?:\\|[^|]*\\|)?\\s*");

  private final Trials trials;
  private final Reading reading;
  private final Dialect dialect;
  private final Outcome before;

  Removal(Trials trials, Reading reading, Dialect dialect, Outcome before) {
    this.trials = trials;
    this.reading = reading;
    this.dialect = dialect;
    this.before = before;
  }

  Optional<EditedText> make(EditedText text, String component) {
    Optional<EditedText> edited =
        dialect == Dialect.MARKDOWN ? written(text, component) : drawn(text, component);
    return edited.filter(t -> clean(t, component));
  }

  /** Whether the component is gone and all others are as they were. */
  boolean clean(EditedText text, String component) {
    return reading
        .read(text.text())
        .filter(o -> FieldValue.owner(o.tree(), component).isEmpty())
        .filter(o -> othersStay(o, component))
        .filter(o -> o.count(Kind.ERROR) <= before.count(Kind.ERROR))
        .isPresent();
  }

  private boolean othersStay(Outcome after, String component) {
    boolean cache = Counterpart.stands(before.tree().path("caches"), component);
    // How long services keep what they cache stands on their arrows to the cache.
    Predicate<String> leave =
        about(component)
            .or(p -> cache && (p.startsWith(".cacheStrategy.") || p.contains(".cachePatterns")));
    return before.leaves().entrySet().stream()
        .filter(e -> !leave.test(e.getKey()) && !e.getValue().equals(component))
        .filter(e -> !e.getKey().endsWith(".privateEndpoint") && !e.getKey().endsWith(".subnet"))
        .filter(e -> !e.getKey().startsWith(".statements."))
        .filter(e -> !e.getKey().startsWith(".network.privateEndpoints["))
        .allMatch(e -> e.getValue().equals(after.leaves().get(e.getKey())));
  }

  /** Paths that stand in the component or name it. */
  private static Predicate<String> about(String component) {
    return Pattern.compile("[\\[ ]" + Pattern.quote(component) + "(?:~\\d+)?[\\] .]").asPredicate();
  }

  private Optional<EditedText> drawn(EditedText text, String component) {
    Optional<String> box =
        before.places(component, "").stream().findFirst().flatMap(p -> box(text, p));
    if (box.isEmpty()) {
      return Optional.empty();
    }
    Pattern mention =
        Pattern.compile(
            "(?<![\\p{L}\\p{N}_-])" + Pattern.quote(box.get()) + "(?![\\p{L}\\p{N}_-])");
    EditedText now = text;
    for (int i = text.size() - 1; i >= 0; i--) {
      String line = now.line(i);
      if (isComment(line) || !mention.matcher(line).find()) {
        continue;
      }
      Optional<EditedText> next = oneLine(now, i, mention, component);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      now = next.get();
    }
    return Optional.of(now);
  }

  /** The first way to take the box out of a line that takes nothing else out. */
  private Optional<EditedText> oneLine(
      EditedText text, int number, Pattern mention, String component) {
    String line = text.line(number);
    var ways = new ArrayList<EditedText>();
    List<String> parts = parts(line, mention);
    boolean one = parts.isEmpty();
    if (one) {
      ways.add(comment(text, number));
    }
    parts.forEach(p -> ways.add(text.with(number, p)));
    if (!one) {
      ways.add(comment(text, number));
    }
    return ways.stream()
        .filter(w -> reading.read(w.text()).filter(o -> othersStay(o, component)).isPresent())
        .findFirst();
  }

  /** The line without the box, where it names it beside others. */
  private static List<String> parts(String line, Pattern mention) {
    var parts = new ArrayList<String>();
    Matcher at = mention.matcher(line);
    if (!at.find()) {
      return parts;
    }
    String before = line.substring(0, at.start());
    String after = line.substring(at.end());
    if (line.stripLeading().startsWith("class ")) {
      if (after.startsWith(",")) {
        parts.add(before + after.substring(1));
      } else if (before.endsWith(",")) {
        parts.add(before.substring(0, before.length() - 1) + after);
      }
    } else if (after.stripLeading().startsWith("&")) {
      parts.add(before + after.stripLeading().substring(1).stripLeading());
    } else if (before.stripTrailing().endsWith("&")) {
      String kept = before.stripTrailing();
      parts.add(kept.substring(0, kept.length() - 1).stripTrailing() + after);
    }
    Matcher arrow = ARROW.matcher(line);
    int last = -1;
    int count = 0;
    while (arrow.find()) {
      if (arrow.end() <= at.start()) {
        last = arrow.start();
      }
      count++;
    }
    if (count > 1 && last > 0) {
      parts.add(line.substring(0, last));
    }
    Matcher next = ARROW.matcher(after);
    if (before.isBlank() && next.find()) {
      parts.add(before + after.substring(next.end()));
    }
    return parts;
  }

  private EditedText comment(EditedText text, int number) {
    String sign = dialect == Dialect.PLANTUML ? "' " : "%% ";
    int last = number;
    if (dialect == Dialect.PLANTUML && text.line(number).strip().matches("(?i)note\\b[^:]*")) {
      while (last + 1 < text.size()
          && !text.line(last).strip().toLowerCase(java.util.Locale.ROOT).startsWith("end")) {
        last++;
      }
    }
    EditedText now = text;
    for (int i = number; i <= last; i++) {
      String line = text.line(i);
      int indent = line.length() - line.stripLeading().length();
      now = now.with(i, line.substring(0, indent) + sign + line.substring(indent));
    }
    return now;
  }

  private boolean isComment(String line) {
    return line.stripLeading().startsWith(dialect == Dialect.PLANTUML ? "'" : "%%");
  }

  /** The name by which the drawing's lines call a component's box. */
  private Optional<String> box(EditedText text, Source place) {
    String line = text.line(place.line() - 1);
    String rest = line.substring(Restatement.offset(line, place.column()));
    Pattern form =
        dialect == Dialect.PLANTUML
            ? Pattern.compile(".*?\\bas\\s+(?<name>[\\p{L}\\p{N}_.-]+).*")
            : Pattern.compile(
                "(?<name>[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_]|[-.:/](?=[\\p{L}\\p{N}_]))*).*");
    Matcher matcher = form.matcher(rest);
    return matcher.matches() ? Optional.of(matcher.group("name")) : Optional.empty();
  }

  /** Takes out one part that speaks of the component after the other, until none does. */
  private Optional<EditedText> written(EditedText text, String component) {
    EditedText now = text;
    Outcome says = before;
    Predicate<String> about = about(component);
    for (int i = 0; i < MOST_PLACES; i++) {
      if (FieldValue.owner(says.tree(), component).isEmpty()) {
        return Optional.of(now);
      }
      long count = says.leaves().keySet().stream().filter(about).count();
      List<Source> places = says.places(component, "");
      EditedText from = now;
      Optional<Tried> next =
          trials.best(
              says,
              places.stream().flatMap(p -> Passages.at(from, p)),
              o ->
                  o.leaves().keySet().stream().filter(about).count() < count
                      && othersStay(o, component),
              about);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      now = next.get().text();
      says = next.get().outcome();
    }
    return Optional.empty();
  }
}
