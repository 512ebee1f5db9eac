package io.pilothouse.blueprints.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.pilothouse.blueprints.dictionary.Measures;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the conditions of alert rules, such as {@code failed_requests > 5%}. */
final class AlertConditions {
  private static final Pattern CONDITION =
      Pattern.compile(
          "(?<metric>[^<>]*?)\\s*(?<sign>[<>]=?|≥|≤)\\s*(?<threshold>\\d+(?:\\.\\d+)?)\\s*(?<unit>%|ms|초|s\\b|seconds?|개|건)?(?<rest>.*)");

  private final Draft draft;

  AlertConditions(Draft draft) {
    this.draft = draft;
  }

  boolean read(String path, Fact fact, Source source) {
    draft.set(path + ".severity", Values.text(critical(fact) ? "critical" : "warning"), source);
    Matcher matcher = CONDITION.matcher(fact.text());
    if (!matcher.matches()) {
      return draft.set(path + ".metric", Values.text(fact.text()), source);
    }
    if (!matcher.group("metric").isBlank()) {
      draft.set(path + ".metric", Values.text(matcher.group("metric").strip()), source);
    }
    boolean below = matcher.group("sign").startsWith("<") || matcher.group("sign").equals("≤");
    draft.set(path + ".comparison", Values.text(below ? "below" : "above"), source);
    draft.set(
        path + ".threshold", Values.number(Double.parseDouble(matcher.group("threshold"))), source);
    draft.set(path + ".unit", Values.text(unit(matcher.group("unit"))), source);
    Measures.duration(matcher.group("rest"))
        .ifPresent(d -> draft.set(path + ".window", Values.text(Measures.iso(d)), source));
    return true;
  }

  private static boolean critical(Fact fact) {
    String around =
        (fact.holder() + " " + String.join(" ", fact.parents())).toLowerCase(Locale.ROOT);
    return around.contains("critical") || around.contains("심각");
  }

  private static String unit(@org.jspecify.annotations.Nullable String written) {
    return switch (written == null ? "" : written) {
      case "%" -> "percent";
      case "ms" -> "milliseconds";
      case "초", "s", "second", "seconds" -> "seconds";
      default -> "count";
    };
  }

  /** {@code Teams + Email} names two. */
  static JsonNode channels(String text) {
    ArrayNode channels = Draft.JSON.arrayNode();
    for (String channel : text.split("\\s*[+,]\\s*")) {
      if (!channel.isBlank()) {
        channels.add(channel.strip());
      }
    }
    return channels;
  }
}
