package io.pilothouse.blueprints.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.dictionary.Measures;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a value in the document's words as what its field holds; empty where it is not that. */
final class Values {
  private static final Pattern CIDR = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}/\\d{1,2}");
  private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\d/])");
  private static final Pattern VERSION = Pattern.compile("\\d+(?:\\.\\d+){0,2}");
  private static final Pattern ZONE = Pattern.compile("[1-9](?!\\d)");
  private static final Pattern VM_SIZE =
      Pattern.compile("(?:Standard_)?[A-Z]{1,2}\\d+[a-z]*(?:_v\\d)?");
  private static final Pattern QUANTITY =
      Pattern.compile("\\d+(?:\\.\\d+)?(?:Ki|Mi|Gi|Ti|m|k|M|G|T)?");
  private static final Pattern CACHE_SIZE = Pattern.compile("\\b([CPE]\\d{1,3})\\b");
  private static final Pattern WINDOW =
      Pattern.compile(
          "(?<day>[일월화수목금토](?=요일)|(?i:sun|mon|tue|wed|thu|fri|sat)).*?(?<from>\\d{1,2}:\\d\\d)\\s*[-~–]\\s*(?<to>\\d{1,2}:\\d\\d)\\s*(?<zone>[A-Z]{3,4})?");
  private static final Pattern METRIC =
      Pattern.compile(
          "(?<name>[A-Za-z_][\\w ]*?)\\s*[>:=]?\\s*(?<target>\\d+(?:\\.\\d+)?)\\s*%?.*");
  private static final Map<String, String> DAYS =
      Map.of("일", "Sun", "월", "Mon", "화", "Tue", "수", "Wed", "목", "Thu", "금", "Fri", "토", "Sat");
  private static final Map<String, String> TIME_ZONES =
      Map.of("KST", "Asia/Seoul", "JST", "Asia/Tokyo", "UTC", "UTC");

  private final Dictionary dictionary;

  Values(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** The value as a kind of the dictionary names it. */
  Optional<JsonNode> read(String kind, Fact fact) {
    String text = fact.text();
    return switch (kind) {
      case "text" -> text.isBlank() ? Optional.empty() : Optional.of(text(text));
      case "count" -> Measures.count(text).map(Draft.JSON::numberNode);
      case "days" ->
          Measures.duration(text)
              .filter(d -> d.toDays() > 0)
              .map(d -> Draft.JSON.numberNode((int) d.toDays()));
      case "ratio" -> Measures.ratio(text).filter(r -> r <= 1).map(Draft.JSON::numberNode);
      case "duration" -> Measures.duration(text).map(d -> text(Measures.iso(d)));
      case "gigabytes" -> Measures.gigabytes(text).filter(g -> g > 0).map(Values::number);
      case "flag" -> flag(text).map(Draft.JSON::booleanNode);
      case "stated" -> Optional.of(Draft.JSON.booleanNode(flag(text).orElse(true)));
      case "version" -> first(VERSION, text);
      case "region" -> dictionary.region(text).map(Values::text);
      case "cidr" -> first(CIDR, text);
      case "address" -> first(ADDRESS, text);
      case "zone" -> first(ZONE, text);
      case "zones" -> zones(text);
      case "quantity" -> first(QUANTITY, text);
      case "vm-size" -> first(VM_SIZE, text).map(s -> text(standard(s.asText())));
      case "list" -> list(fact);
      case "window" -> window(text);
      case "metric-target" -> metric(fact);
      case "high-availability" -> highAvailability(text);
      case "database-tier" -> databaseTier(text);
      case "dollars" -> Measures.dollars(text).map(Values::number);
      case "reference" ->
          Optional.of(dictionary.id(text.replaceAll("\\(.*", "")))
              .filter(s -> !s.isEmpty())
              .map(Values::text);
      default -> Optional.empty();
    };
  }

  static JsonNode text(String text) {
    return Draft.JSON.textNode(text);
  }

  /** Whole numbers without a fraction. */
  static JsonNode number(double value) {
    return value == Math.rint(value) && Math.abs(value) < Integer.MAX_VALUE
        ? Draft.JSON.numberNode((int) value)
        : Draft.JSON.numberNode(value);
  }

  /** A value of no known kind: numbers, truths and lists as they are, everything else a text. */
  static JsonNode plain(Fact fact) {
    if (!fact.items().isEmpty()) {
      ArrayNode list = Draft.JSON.arrayNode();
      fact.items().forEach(list::add);
      return list;
    }
    String text = fact.text();
    if (text.matches("-?\\d{1,9}")) {
      return Draft.JSON.numberNode(Integer.parseInt(text));
    }
    return text.equals("true") || text.equals("false")
        ? Draft.JSON.booleanNode(Boolean.parseBoolean(text))
        : text(text);
  }

  /** Whether words say yes or no. */
  static Optional<Boolean> flag(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (lower.matches("(비활성|disabled|false|no\\b|off\\b|미사용|없음|불필요|none|not ).*")) {
      return Optional.of(false);
    }
    return lower.matches("(활성|enabled|true|yes|on\\b|필수|사용|required|mandatory|지원).*")
        ? Optional.of(true)
        : Optional.empty();
  }

  /** The size with the prefix that Azure gives it. */
  static String standard(String size) {
    return size.startsWith("Standard_") || size.matches("[CPE]\\d+") ? size : "Standard_" + size;
  }

  static Optional<String> cacheCapacity(String text) {
    Matcher matcher = CACHE_SIZE.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static Optional<JsonNode> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(text(matcher.group())) : Optional.empty();
  }

  private static Optional<JsonNode> zones(String text) {
    ArrayNode zones = Draft.JSON.arrayNode();
    if (!text.matches(".*[개].*")) {
      ZONE.matcher(text).results().map(r -> r.group()).distinct().forEach(zones::add);
    }
    return zones.isEmpty() ? Optional.empty() : Optional.of(zones);
  }

  private static Optional<JsonNode> list(Fact fact) {
    ArrayNode list = Draft.JSON.arrayNode();
    List<String> items =
        fact.items().isEmpty() ? List.of(fact.text().split("\\s*[,;]\\s*")) : fact.items();
    items.stream().filter(i -> !i.isBlank()).forEach(list::add);
    return list.isEmpty() ? Optional.empty() : Optional.of(list);
  }

  private static Optional<JsonNode> window(String text) {
    Matcher matcher = WINDOW.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String written = matcher.group("day");
    String day =
        DAYS.getOrDefault(
            written,
            written.substring(0, 1).toUpperCase(Locale.ROOT)
                + written.substring(1).toLowerCase(Locale.ROOT));
    String zone = matcher.group("zone") == null ? "KST" : matcher.group("zone");
    ArrayNode list = Draft.JSON.arrayNode();
    list.add(
        day
            + " "
            + padded(matcher.group("from"))
            + "-"
            + padded(matcher.group("to"))
            + " "
            + TIME_ZONES.getOrDefault(zone, zone));
    return Optional.of(list);
  }

  private static String padded(String time) {
    return time.length() == 4 ? "0" + time : time;
  }

  /** {@code CPU 70%}, or {@code cpu: 70%}, or {@code custom: queue_length > 10}. */
  private static Optional<JsonNode> metric(Fact fact) {
    boolean resource = fact.key().equalsIgnoreCase("cpu") || fact.key().equalsIgnoreCase("memory");
    String written = resource ? fact.key() + " " + fact.text() : fact.text();
    Matcher matcher = METRIC.matcher(written);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String name = matcher.group("name").strip();
    boolean ofResource = name.equalsIgnoreCase("cpu") || name.equalsIgnoreCase("memory");
    ObjectNode metric = Draft.JSON.objectNode();
    metric.put("kind", ofResource ? "resource" : "custom");
    metric.put("name", ofResource ? name.toLowerCase(Locale.ROOT) : name);
    metric.set("target", number(Double.parseDouble(matcher.group("target"))));
    ArrayNode list = Draft.JSON.arrayNode();
    list.add(metric);
    return Optional.of(list);
  }

  private static Optional<JsonNode> highAvailability(String text) {
    String folded = Dictionary.folded(text);
    return folded.contains("zoneredundant") || folded.contains("영역중복")
        ? Optional.of(text("ZoneRedundant"))
        : folded.contains("samezone")
            ? Optional.of(text("SameZone"))
            : folded.contains("disabled") || folded.contains("비활성")
                ? Optional.of(text("Disabled"))
                : Optional.empty();
  }

  static Optional<JsonNode> databaseTier(String text) {
    String folded = Dictionary.folded(text);
    return folded.contains("generalpurpose") || folded.contains("범용")
        ? Optional.of(text("GeneralPurpose"))
        : folded.contains("memoryoptimized")
            ? Optional.of(text("MemoryOptimized"))
            : folded.contains("burstable") ? Optional.of(text("Burstable")) : Optional.empty();
  }
}
