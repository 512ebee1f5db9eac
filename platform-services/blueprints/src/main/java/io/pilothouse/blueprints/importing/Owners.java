package io.pilothouse.blueprints.importing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.Notes;
import java.util.List;
import java.util.Optional;

/**
 * Finds whose a value is that a document writes without a name: most systems have one database
 * server, one cache and one broker. Of several it is the one that the words around it name; where
 * they name none or more than one, that is asked and not guessed.
 */
final class Owners {
  /** Sorts of components that a system mostly has one of. */
  private enum Sort {
    DATABASE("database", "databaseServers", "postgresql"),
    CACHE("cache", "caches", "redis"),
    BROKER("broker", "messageBrokers", "service-bus");

    final String word;
    final String list;
    final String id;

    Sort(String word, String list, String id) {
      this.word = word;
      this.list = list;
      this.id = id;
    }
  }

  private final Draft draft;
  private final Notes notes;

  Owners(Draft draft, Notes notes) {
    this.draft = draft;
    this.notes = notes;
  }

  /** A path that begins with a sort's word, with the one component of that sort in its place. */
  String path(String path, Fact fact) {
    for (Sort sort : Sort.values()) {
      if (path.startsWith(sort.word + ".")) {
        String id = owner(sort, fact).orElse(sort.id);
        return sort.list + "[" + id + "]" + path.substring(sort.word.length());
      }
    }
    return path;
  }

  /** Whether nothing says which of several a path means; notes the question. */
  boolean unknown(String path, Fact fact) {
    for (Sort sort : Sort.values()) {
      if (path.startsWith(sort.word + ".") && owner(sort, fact).isEmpty()) {
        notes.add(
            Kind.QUESTION,
            fact.place(),
            "nothing says which of "
                + String.join(", ", ids(sort))
                + " has "
                + Notes.quote(fact.key())
                + "; it is kept in the document's own words");
        return true;
      }
    }
    return false;
  }

  private List<String> ids(Sort sort) {
    return draft.list(sort.list).stream().map(c -> c.get("id").asText()).toList();
  }

  private Optional<String> owner(Sort sort, Fact fact) {
    List<ObjectNode> present = draft.list(sort.list);
    if (present.size() < 2) {
      return Optional.of(present.isEmpty() ? sort.id : present.getFirst().get("id").asText());
    }
    String around = Dictionary.folded(fact.context() + " " + fact.key());
    List<String> named =
        present.stream()
            .filter(c ->
                around.contains(Dictionary.folded(c.path("name").asText()))
                    || around.contains(Dictionary.folded(c.get("id").asText())))
            .map(c -> c.get("id").asText())
            .toList();
    return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
  }
}
