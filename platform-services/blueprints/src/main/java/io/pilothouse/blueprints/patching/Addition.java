package io.pilothouse.blueprints.patching;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.importing.Dialect;
import io.pilothouse.blueprints.patching.Reading.Outcome;
import io.pilothouse.sharedmodel.blueprint.Source;
import io.pilothouse.sharedmodel.conformance.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Declares a live resource that a document does not speak of, in the document's own dialect, beside
 * the last component of its sort.
 */
final class Addition {
  private final Trials trials;
  private final Reading reading;
  private final Dialect dialect;
  private final Outcome before;

  Addition(Trials trials, Reading reading, Dialect dialect, Outcome before) {
    this.trials = trials;
    this.reading = reading;
    this.dialect = dialect;
    this.before = before;
  }

  /** Sorts of resources that a document can be given, and what a box of the sort is called. */
  private record Sort(String list, String word, String style, String shape) {}

  private static final List<Sort> SORTS =
      List.of(
          new Sort("services", "Service", "service", "[%s]"),
          new Sort("databaseServers", "PostgreSQL", "database", "[(%s)]"),
          new Sort("caches", "Redis", "cache", "[(%s)]"),
          new Sort("queues", "Queue", "queue", "[%s]"));

  Optional<EditedText> make(EditedText text, Difference difference) {
    String name =
        difference.field().isEmpty() ? difference.component() : difference.live().orElse("");
    String id = name.replaceAll("[^\\p{L}\\p{N}-]+", "-").toLowerCase(java.util.Locale.ROOT);
    return sort(difference)
        .flatMap(sort -> {
          Optional<Source> sibling = lastOf(sort);
          Predicate<Outcome> wanted = o -> in(o, sort, id);
          Predicate<String> leave =
              Pattern.compile("\\[" + Pattern.quote(id) + "\\]").asPredicate();
          Stream<EditedText> edits =
              switch (dialect) {
                case BLUEPRINT -> blueprint(text, sort, id, name);
                case MERMAID -> sibling.stream().flatMap(s -> mermaid(text, s, sort, name));
                case PLANTUML -> sibling.stream().flatMap(s -> plantUml(text, s, sort, name));
                case MARKDOWN -> sibling.stream().flatMap(s -> row(text, s, difference, name));
              };
          return trials.best(before, edits, wanted, leave).map(Trials.Tried::text);
        });
  }

  private static Optional<Sort> sort(Difference difference) {
    if (difference.field().equals("queues")) {
      return Optional.of(SORTS.getLast());
    }
    String resource = difference.resource().map(r -> r.value()).orElse("");
    int index =
        resource.startsWith("k8s:deployment/")
            ? 0
            : resource.contains("/flexibleservers/")
                ? 1
                : resource.contains("/microsoft.cache/") ? 2 : -1;
    return index < 0 ? Optional.empty() : Optional.of(SORTS.get(index));
  }

  /** A service that nothing but its pods are known of must not seem to have resources declared. */
  private static boolean in(Outcome outcome, Sort sort, String id) {
    for (JsonNode element : list(outcome, sort)) {
      if (element.path("id").asText().equals(id)) {
        return !element.has("requests") && !element.has("limits") && !element.has("autoscaling");
      }
    }
    return false;
  }

  private static JsonNode list(Outcome outcome, Sort sort) {
    return sort.list().equals("queues")
        ? outcome.tree().path("messageBrokers").path(0).path("queues")
        : outcome.tree().path(sort.list());
  }

  private Optional<Source> lastOf(Sort sort) {
    JsonNode list = list(before, sort);
    return list.isEmpty()
        ? Optional.empty()
        : Optional.of(list.get(list.size() - 1).path("source").asText())
            .filter(s -> !s.isEmpty())
            .map(Source::parse);
  }

  private static Stream<EditedText> mermaid(
      EditedText text, Source sibling, Sort sort, String name) {
    return labels(sort, name)
        .flatMap(label ->
            Stream.of("", ":::" + sort.style())
                .map(style -> name + sort.shape().formatted(label) + style))
        .map(box -> beside(text, sibling, box));
  }

  private static Stream<EditedText> plantUml(
      EditedText text, Source sibling, Sort sort, String name) {
    String alias = name.replaceAll("[^\\p{L}\\p{N}]+", "_");
    return labels(sort, name)
        .flatMap(label ->
            Stream.of("", " <<" + sort.style() + ">>")
                .map(style -> "[" + label + "] as " + alias + style))
        .map(box -> beside(text, sibling, box));
  }

  private static Stream<String> labels(Sort sort, String name) {
    return Stream.of(name, name + " " + sort.word());
  }

  private static EditedText beside(EditedText text, Source sibling, String box) {
    int number = sibling.line() - 1;
    String line = text.line(number);
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    return text.withAfter(number, List.of(indent + box));
  }

  /** A row behind the sibling's: the count of pods in one cell, dashes in the others. */
  private static Stream<EditedText> row(
      EditedText text, Source sibling, Difference difference, String name) {
    String pods =
        difference.live().map(l -> l.replaceAll("\\D.*", "")).filter(l -> !l.isEmpty()).orElse("1");
    int number = sibling.line() - 1;
    String line = text.line(number);
    boolean table = line.stripLeading().startsWith("|") && line.length() < 2_000;
    int start = table ? 0 : line.lastIndexOf('|', Restatement.offset(line, sibling.column()));
    var edits = new ArrayList<EditedText>();
    int bar = start;
    for (int cells = 1; cells < 16 && bar >= 0; cells++) {
      bar = line.indexOf('|', bar + 1);
      boolean whole = table && bar >= 0 && line.indexOf('|', bar + 1) < 0;
      for (int filled = 1; filled < cells && bar > 0 && (whole || !table); filled++) {
        String row =
            "| "
                + name
                + " |"
                + " - |".repeat(filled - 1)
                + " "
                + pods
                + " |"
                + " - |".repeat(cells - filled - 1);
        edits.add(
            table
                ? text.withAfter(number, List.of(row))
                : text.with(
                    number, line.substring(0, bar + 1) + " " + row + line.substring(bar + 1)));
      }
    }
    return edits.stream();
  }

  /** An element like the last one of its list, with its own name and nothing else of its own. */
  private Stream<EditedText> blueprint(EditedText text, Sort sort, String id, String name) {
    for (int i = 0; i < text.size(); i++) {
      if (text.line(i).strip().equals(sort.list() + ":")) {
        int depth = text.line(i).indexOf(sort.list());
        int last = i;
        for (int j = i + 1; j < text.size(); j++) {
          String line = text.line(j);
          int indent = line.length() - line.stripLeading().length();
          boolean item = indent > depth || (indent == depth && line.strip().startsWith("-"));
          if (!line.isBlank() && !item && !line.stripLeading().startsWith("#")) {
            break;
          }
          last = line.isBlank() || line.stripLeading().startsWith("#") ? last : j;
        }
        String first = i + 1 < text.size() ? text.line(i + 1) : "";
        String indent = first.substring(0, first.length() - first.stripLeading().length());
        int at = last;
        return reading
            .read(text.text())
            .map(o -> list(o, sort))
            .filter(list -> !list.isEmpty())
            .map(list -> text.withAfter(at, element((ObjectNode) list.get(0), indent, id, name)))
            .stream();
      }
    }
    return Stream.empty();
  }

  private static List<String> element(ObjectNode like, String indent, String id, String name) {
    var lines = new ArrayList<String>();
    lines.add(indent + "- id: " + id);
    for (String field : new String[] {"name", "deployment", "resourceName"}) {
      if (like.has(field)) {
        lines.add(indent + "  " + field + ": " + name);
      }
    }
    for (String field :
        new String[] {
          "replicas",
          "port",
          "tier",
          "sku",
          "storageGigabytes",
          "location",
          "highAvailability",
          "privateEndpoint",
          "clustering",
          "shards",
          "replicasPerShard",
          "zoneRedundant",
          "authenticationRequired",
          "geoReplication"
        }) {
      if (like.path(field).isValueNode()) {
        lines.add(indent + "  " + field + ": " + like.get(field).asText());
      }
    }
    return lines;
  }
}
