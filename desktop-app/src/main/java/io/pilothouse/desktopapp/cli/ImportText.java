package io.pilothouse.desktopapp.cli;

import io.pilothouse.blueprints.importing.ImportResult;
import io.pilothouse.blueprints.text.Note;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The report of an import, for a person. */
final class ImportText {
  private ImportText() {}

  /**
   * @param all also what was assumed and skipped, one by one
   */
  static List<String> report(ImportResult result, boolean all) {
    var lines = new ArrayList<String>();
    Map<String, String> files =
        result.blueprint().map(Blueprint::documents).orElse(List.of()).stream()
            .collect(Collectors.toMap(Document::id, Document::file, (a, b) -> a));
    for (Note.Kind kind : Note.Kind.values()) {
      List<Note> notes = result.notes(kind);
      boolean counted = !all && (kind == Note.Kind.ASSUMED || kind == Note.Kind.SKIPPED);
      if (counted && !notes.isEmpty()) {
        lines.add(
            notes.size()
                + " "
                + (kind == Note.Kind.ASSUMED ? "values assumed" : "parts skipped")
                + "; --all lists them");
      } else {
        notes.forEach(n -> lines.add(line(n, files)));
      }
    }
    result.blueprint().ifPresent(b -> lines.addAll(counts(b)));
    if (result.typed() + result.kept() > 0) {
      lines.add(
          result.typed()
              + " values of tables and YAML have a field of their own, "
              + result.kept()
              + " are kept in the document's own words under statements");
    }
    return lines;
  }

  private static String line(Note note, Map<String, String> files) {
    String document = note.place().document();
    return files.getOrDefault(document, document) + note.toString().substring(document.length());
  }

  private static List<String> counts(Blueprint blueprint) {
    var counts = new ArrayList<String>();
    count(counts, "services", blueprint.services());
    count(counts, "databases", blueprint.databaseServers());
    count(
        counts,
        "read replicas",
        blueprint.databaseServers().stream().flatMap(d -> d.replicas().stream()).toList());
    count(counts, "caches", blueprint.caches());
    count(
        counts,
        "queues",
        blueprint.messageBrokers().stream().flatMap(m -> m.queues().stream()).toList());
    count(
        counts,
        "topics",
        blueprint.messageBrokers().stream().flatMap(m -> m.topics().stream()).toList());
    count(counts, "subnets", blueprint.network().map(n -> n.subnets()).orElse(List.of()));
    count(
        counts,
        "private endpoints",
        blueprint.network().map(n -> n.privateEndpoints()).orElse(List.of()));
    count(counts, "external systems", blueprint.externalSystems());
    count(counts, "other managed services", blueprint.managedServices());
    count(counts, "relations", blueprint.relations());
    count(counts, "alert rules", blueprint.alertRules());
    count(counts, "bindings", blueprint.bindings());
    return List.of(blueprint.system().toLowerCase(Locale.ROOT) + ": " + String.join(", ", counts));
  }

  private static void count(List<String> counts, String name, Collection<?> things) {
    if (!things.isEmpty()) {
      counts.add(things.size() + " " + name);
    }
  }
}
