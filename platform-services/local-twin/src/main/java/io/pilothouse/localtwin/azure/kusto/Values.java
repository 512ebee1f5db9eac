package io.pilothouse.localtwin.azure.kusto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;

/** How values are read and compared: numbers as such, moments by time, all else by its letters. */
final class Values {
  private Values() {}

  /** A column, whose name is caseless as Resource Graph has it. */
  static JsonNode field(JsonNode of, String name) {
    JsonNode exact = of.path(name);
    if (!exact.isMissingNode() || !(of instanceof ObjectNode object)) {
      return exact;
    }
    return object.properties().stream()
        .filter(f -> f.getKey().equalsIgnoreCase(name))
        .findFirst()
        .<JsonNode>map(java.util.Map.Entry::getValue)
        .orElse(exact);
  }

  static boolean empty(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || (value.isTextual() && value.asText().isEmpty())
        || (value.isContainerNode() && value.isEmpty());
  }

  static String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    return value.isContainerNode() ? value.toString() : value.asText();
  }

  static String lower(JsonNode value) {
    return text(value).toLowerCase(Locale.ROOT);
  }

  static int compare(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return Double.compare(one.asDouble(), other.asDouble());
    }
    if (empty(one) || empty(other)) {
      return Boolean.compare(!empty(one), !empty(other));
    }
    Optional<Instant> first = moment(one);
    Optional<Instant> second = moment(other);
    return first.isPresent() && second.isPresent()
        ? first.get().compareTo(second.get())
        : text(one).compareTo(text(other));
  }

  static Optional<Instant> moment(JsonNode value) {
    String text = text(value);
    if (text.length() < 10 || !Character.isDigit(text.charAt(0)) || text.charAt(4) != '-') {
      return Optional.empty();
    }
    try {
      String whole = text.length() == 10 ? text + "T00:00:00Z" : text;
      return Optional.of(OffsetDateTime.parse(whole).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
