package io.pilothouse.localtwin.kubernetes.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A label selector, from an object's spec or from the query string. */
public record LabelSelector(List<Requirement> requirements) {

  /** One term that must hold. */
  public record Requirement(String key, Operator operator, Set<String> values) {
    boolean holds(Map<String, String> labels) {
      String value = labels.get(key);
      return switch (operator) {
        case IN -> value != null && values.contains(value);
        case NOT_IN -> value == null || !values.contains(value);
        case EXISTS -> value != null;
        case DOES_NOT_EXIST -> value == null;
      };
    }

    String text() {
      return switch (operator) {
        case IN ->
            values.size() == 1
                ? key + "=" + values.iterator().next()
                : key + " in (" + String.join(",", new TreeSet<>(values)) + ")";
        case NOT_IN ->
            values.size() == 1
                ? key + "!=" + values.iterator().next()
                : key + " notin (" + String.join(",", new TreeSet<>(values)) + ")";
        case EXISTS -> key;
        case DOES_NOT_EXIST -> "!" + key;
      };
    }
  }

  /** How a requirement compares. */
  public enum Operator {
    IN,
    NOT_IN,
    EXISTS,
    DOES_NOT_EXIST
  }

  public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

  private static final Pattern SET_BASED =
      Pattern.compile("^([^\\s=!,()]+)\\s+(in|notin)\\s*\\(([^)]*)\\)$");
  private static final Pattern EQUALITY =
      Pattern.compile("^([^\\s=!,()]+)\\s*(==|=|!=)\\s*(\\S*)$");

  public LabelSelector {
    requirements = List.copyOf(requirements);
  }

  /**
   * A {@code LabelSelector} object; an absent one selects nothing in workloads, so callers check
   * that.
   */
  public static LabelSelector of(JsonNode selector) {
    List<Requirement> requirements = new ArrayList<>();
    Json.texts(selector.path("matchLabels"))
        .forEach((key, value) -> requirements.add(equal(key, value)));
    for (JsonNode expression : selector.path("matchExpressions")) {
      Set<String> values = new TreeSet<>();
      expression.path("values").forEach(value -> values.add(value.asText()));
      requirements.add(
          new Requirement(
              expression.path("key").asText(),
              switch (expression.path("operator").asText()) {
                case "In" -> Operator.IN;
                case "NotIn" -> Operator.NOT_IN;
                case "Exists" -> Operator.EXISTS;
                default -> Operator.DOES_NOT_EXIST;
              },
              values));
    }
    return new LabelSelector(requirements);
  }

  /** A plain map, as a Service's selector is. */
  public static LabelSelector of(Map<String, String> labels) {
    List<Requirement> requirements = new ArrayList<>();
    labels.forEach((key, value) -> requirements.add(equal(key, value)));
    return new LabelSelector(requirements);
  }

  /**
   * The {@code labelSelector} of a query.
   *
   * @throws ApiFailure bad request when it cannot be read
   */
  public static LabelSelector parse(String text) {
    if (text.isBlank()) {
      return EVERYTHING;
    }
    List<Requirement> requirements = new ArrayList<>();
    for (String term : text.split(",(?![^(]*\\))")) {
      requirements.add(parseTerm(term.strip()));
    }
    return new LabelSelector(requirements);
  }

  private static Requirement parseTerm(String term) {
    Matcher set = SET_BASED.matcher(term);
    if (set.matches()) {
      Set<String> values = new TreeSet<>();
      for (String value : set.group(3).split(",")) {
        values.add(value.strip());
      }
      return new Requirement(
          set.group(1), set.group(2).equals("in") ? Operator.IN : Operator.NOT_IN, values);
    }
    Matcher equality = EQUALITY.matcher(term);
    if (equality.matches()) {
      return new Requirement(
          equality.group(1),
          equality.group(2).equals("!=") ? Operator.NOT_IN : Operator.IN,
          Set.of(equality.group(3)));
    }
    if (term.matches("![^\\s=!,()]+")) {
      return new Requirement(term.substring(1), Operator.DOES_NOT_EXIST, Set.of());
    }
    if (term.matches("[^\\s=!,()]+")) {
      return new Requirement(term, Operator.EXISTS, Set.of());
    }
    throw ApiFailure.badRequest("unable to parse requirement: found '" + term + "'");
  }

  private static Requirement equal(String key, String value) {
    return new Requirement(key, Operator.IN, Set.of(value));
  }

  public boolean matches(Map<String, String> labels) {
    for (Requirement requirement : requirements) {
      if (!requirement.holds(labels)) {
        return false;
      }
    }
    return true;
  }

  public boolean isEmpty() {
    return requirements.isEmpty();
  }

  /** The query form, as the scale subresource shows it. */
  @Override
  public String toString() {
    return String.join(",", requirements.stream().map(Requirement::text).sorted().toList());
  }
}
