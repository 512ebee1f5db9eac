package io.pilothouse.blueprints.importing;

import io.pilothouse.blueprints.text.Place;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One named value of a document.
 *
 * @param headings headings above it, outermost first
 * @param section the document's own number of the innermost heading that has one
 * @param caption the line above its table or fragment
 * @param parents keys or the row that hold it, outermost first
 * @param items the values, where it is a list
 * @param remark what stands beside or behind it
 */
record Fact(
    List<String> headings,
    Optional<String> section,
    Optional<String> caption,
    List<String> parents,
    String key,
    String text,
    List<String> items,
    Optional<String> remark,
    Place place) {
  Fact {
    headings = List.copyOf(headings);
    parents = List.copyOf(parents);
    items = List.copyOf(items);
  }

  /** Everything around it, in lower case. */
  String context() {
    return (String.join(" / ", headings)
            + " / "
            + caption.orElse("")
            + " / "
            + String.join(" / ", parents))
        .toLowerCase(Locale.ROOT);
  }

  /** The row or key that holds it. */
  String entity() {
    return parents.isEmpty() ? caption.orElse("") : parents.getLast();
  }

  /** The key around that. */
  String holder() {
    return parents.size() < 2 ? entity() : parents.get(parents.size() - 2);
  }

  Fact withKey(String newKey, List<String> newParents) {
    return new Fact(headings, section, caption, newParents, newKey, text, items, remark, place);
  }
}
