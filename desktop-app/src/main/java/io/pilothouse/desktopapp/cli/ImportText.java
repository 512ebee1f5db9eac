package io.pilothouse.desktopapp.cli;

import io.pilothouse.blueprints.importing.ImportResult;
import io.pilothouse.blueprints.text.Note;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Document;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
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
  static List<String> report(ImportResult result, boolean all, Sentences speech) {
    var lines = new ArrayList<String>();
    Map<String, String> files =
        result.blueprint().map(Blueprint::documents).orElse(List.of()).stream()
            .collect(Collectors.toMap(Document::id, Document::file, (a, b) -> a));
    for (Note.Kind kind : Note.Kind.values()) {
      List<Note> notes = result.notes(kind);
      boolean counted = !all && (kind == Note.Kind.ASSUMED || kind == Note.Kind.SKIPPED);
      if (counted && !notes.isEmpty()) {
        lines.add(
            speech.say(
                Sentence.of(
                    kind == Note.Kind.ASSUMED ? "command.import.assumed" : "command.import.skipped",
                    notes.size())));
      } else {
        notes.forEach(n -> lines.add(line(n, files, speech)));
      }
    }
    result.blueprint().ifPresent(b -> lines.addAll(counts(b, speech)));
    if (result.typed() + result.kept() > 0) {
      lines.add(speech.say(Sentence.of("command.import.facts", result.typed(), result.kept())));
    }
    return lines;
  }

  /** What is noted is in English, the sort of note in the person's language. */
  private static String line(Note note, Map<String, String> files, Sentences speech) {
    String document = note.place().document();
    String place = note.place().toString().substring(document.length());
    return files.getOrDefault(document, document)
        + place
        + (note.lastLine() > note.place().line() ? "–" + note.lastLine() : "")
        + ": "
        + speech.say(
            Sentence.of(
                "command.note." + note.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')))
        + ": "
        + note.message();
  }

  private static List<String> counts(Blueprint blueprint, Sentences speech) {
    var counts = new ArrayList<String>();
    count(speech, counts, "services", blueprint.services());
    count(speech, counts, "databases", blueprint.databaseServers());
    count(
        speech,
        counts,
        "read-replicas",
        blueprint.databaseServers().stream().flatMap(d -> d.replicas().stream()).toList());
    count(speech, counts, "caches", blueprint.caches());
    count(
        speech,
        counts,
        "queues",
        blueprint.messageBrokers().stream().flatMap(m -> m.queues().stream()).toList());
    count(
        speech,
        counts,
        "topics",
        blueprint.messageBrokers().stream().flatMap(m -> m.topics().stream()).toList());
    count(speech, counts, "subnets", blueprint.network().map(n -> n.subnets()).orElse(List.of()));
    count(
        speech,
        counts,
        "private-endpoints",
        blueprint.network().map(n -> n.privateEndpoints()).orElse(List.of()));
    count(speech, counts, "external-systems", blueprint.externalSystems());
    count(speech, counts, "other-managed-services", blueprint.managedServices());
    count(speech, counts, "relations", blueprint.relations());
    count(speech, counts, "alert-rules", blueprint.alertRules());
    count(speech, counts, "bindings", blueprint.bindings());
    return List.of(blueprint.system().toLowerCase(Locale.ROOT) + ": " + String.join(", ", counts));
  }

  private static void count(
      Sentences speech, List<String> counts, String name, Collection<?> things) {
    if (!things.isEmpty()) {
      counts.add(speech.say(Sentence.of("command.count." + name, things.size())));
    }
  }
}
