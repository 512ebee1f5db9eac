package io.pilothouse.localtwin.kubernetes.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A field selector of a query, such as {@code spec.nodeName=a,status.phase!=Failed}. */
public record FieldSelector(List<Term> terms) {

  /** One comparison; a field that is absent compares as empty text. */
  public record Term(String path, boolean equal, String value) {}

  public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

  public FieldSelector {
    terms = List.copyOf(terms);
  }

  /**
   * Reads the {@code fieldSelector} of a query.
   *
   * @throws ApiFailure bad request when it cannot be read
   */
  public static FieldSelector parse(String text) {
    if (text.isBlank()) {
      return EVERYTHING;
    }
    List<Term> terms = new ArrayList<>();
    for (String part : text.split(",")) {
      int operator = part.indexOf('=');
      if (operator <= 0) {
        throw ApiFailure.badRequest(
            "invalid selector: '" + text + "'; can't understand '" + part + "'");
      }
      boolean negated = part.charAt(operator - 1) == '!';
      int valueStart = part.startsWith("==", operator) ? operator + 2 : operator + 1;
      terms.add(
          new Term(
              part.substring(0, negated ? operator - 1 : operator).strip(),
              !negated,
              part.substring(valueStart).strip()));
    }
    return new FieldSelector(terms);
  }

  public boolean matches(KubeObject object) {
    for (Term term : terms) {
      if (value(object, term.path()).equals(term.value()) != term.equal()) {
        return false;
      }
    }
    return true;
  }

  private static String value(KubeObject object, String path) {
    JsonNode node = object.tree();
    for (String name : path.split("\\.")) {
      node = node.path(name);
    }
    return node.asText("");
  }
}
