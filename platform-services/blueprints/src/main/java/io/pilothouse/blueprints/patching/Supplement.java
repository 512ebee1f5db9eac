package io.pilothouse.blueprints.patching;

import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.importing.Dialect;
import io.pilothouse.blueprints.patching.Reading.Outcome;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a document state a value of a component that it speaks of without that value: in the label
 * of its box, in the empty cell of its row, or under its key.
 */
final class Supplement {
  /** How a label states a value. */
  private static final Map<String, String> PHRASES =
      Map.of(
          "replicas", "%s replicas",
          "autoscaling", "HPA %s",
          "zone", "Zone %s",
          "sku", "%s",
          "tier", "%s",
          "capacity", "%s",
          "resourceName", "%s",
          "storageGigabytes", "%s GB",
          "memoryGigabytes", "%s GB",
          "maximumGigabytes", "%s GB");

  private final Trials trials;
  private final Dialect dialect;
  private final Dictionary dictionary;
  private final Outcome before;

  Supplement(Trials trials, Dialect dialect, Dictionary dictionary, Outcome before) {
    this.trials = trials;
    this.dialect = dialect;
    this.dictionary = dictionary;
    this.before = before;
  }

  Optional<EditedText> make(EditedText text, Wish wish) {
    List<Source> places = before.places(wish.component(), "");
    String live = wish.live().orElse("");
    Stream<EditedText> edits =
        dialect == Dialect.MARKDOWN
            ? Stream.concat(
                Restatement.edits(text, places, (line, from) -> cells(line, live)),
                places.stream().flatMap(p -> keys(text, p, wish.field(), live).stream()))
            : places.stream()
                .flatMap(p ->
                    labels(text.line(p.line() - 1), wish.field(), live).stream()
                        .map(l -> text.with(p.line() - 1, l)));
    return trials.best(before, edits, wish::granted, p -> false).map(Trials.Tried::text);
  }

  private List<String> labels(String line, String field, String live) {
    String phrase = PHRASES.getOrDefault(field, "%s").formatted(live);
    String lineBreak = dialect == Dialect.PLANTUML ? "\\n" : "<br/>";
    var written = new ArrayList<String>();
    for (int i = 1; i < line.length(); i++) {
      if ("])}\"".indexOf(line.charAt(i)) >= 0 && "])}\"".indexOf(line.charAt(i - 1)) < 0) {
        written.add(line.substring(0, i) + lineBreak + phrase + line.substring(i));
      }
    }
    return written;
  }

  private static List<String> cells(String line, String live) {
    var written = new ArrayList<String>();
    for (int i = line.indexOf('|'); i >= 0; i = line.indexOf('|', i + 1)) {
      int end = line.indexOf('|', i + 1);
      if (end > i && line.substring(i + 1, end).matches("\\s*[-–]?\\s*")) {
        written.add(line.substring(0, i) + "| " + live + " " + line.substring(end));
      }
    }
    return written;
  }

  /** Lines under the component's key, by every name that the dictionary has for the field. */
  private List<EditedText> keys(EditedText text, Source place, String field, String live) {
    String line = text.line(place.line() - 1);
    var edits = new ArrayList<EditedText>();
    if (!line.stripTrailing().endsWith(":") || line.contains("|")) {
      return edits;
    }
    int indent = line.length() - line.stripLeading().length();
    String next = place.line() < text.size() ? text.line(place.line()) : "";
    int deeper = Math.max(indent, next.length() - next.stripLeading().length());
    for (Dictionary.FactRule rule : dictionary.facts()) {
      if (rule.set().stream().anyMatch(s -> s.endsWith("." + field))) {
        for (String key : rule.key()) {
          edits.add(
              text.withAfter(place.line() - 1, List.of(" ".repeat(deeper) + key + ": " + live)));
        }
      }
    }
    return edits;
  }
}
