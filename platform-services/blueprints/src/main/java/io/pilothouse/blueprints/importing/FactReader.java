package io.pilothouse.blueprints.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.dictionary.Dictionary.FactRule;
import io.pilothouse.blueprints.dictionary.Measures;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.Notes;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts named values where the dictionary says that they belong. What it does not know is kept as a
 * statement under the topic of its headings, and counted.
 */
final class FactReader {
  private static final Pattern RANGE_IN_TEXT =
      Pattern.compile("(?<name>[^()]*?)\\s*\\((?<range>\\d{1,3}(?:\\.\\d{1,3}){3}/\\d{1,2})\\)");
  private static final Pattern REGISTRY = Pattern.compile("([a-z0-9]+)\\.azurecr\\.io");

  private final Draft draft;
  private final Dictionary dictionary;
  private final Notes notes;
  private final Values values;
  private final String environment;
  private int typed;
  private int kept;

  FactReader(Draft draft, String environment, Notes notes) {
    this.draft = draft;
    this.dictionary = draft.dictionary();
    this.environment = environment;
    this.notes = notes;
    this.values = new Values(dictionary);
  }

  /** Values that got a field of their own. */
  int typed() {
    return typed;
  }

  /** Values that were kept in the document's own words. */
  int kept() {
    return kept;
  }

  static Source source(Fact fact) {
    return fact.place().source(fact.section());
  }

  /** Whether a value is of another environment than the one that is read. */
  boolean ofAnother(Fact fact) {
    return java.util.stream.Stream.of(fact.headings(), fact.parents())
        .flatMap(List::stream)
        .anyMatch(this::namesAnother)
        || fact.caption().filter(this::namesAnother).isPresent();
  }

  private boolean namesAnother(String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    boolean another =
        dictionary.environments().entrySet().stream()
            .filter(e -> !e.getKey().equals(environment))
            .flatMap(e -> e.getValue().stream())
            .anyMatch(w -> w.length() > 3 && lower.contains(w));
    boolean ours =
        dictionary.environments().getOrDefault(environment, List.of()).stream().anyMatch(lower::contains);
    return another && !ours;
  }

  void read(Fact written) {
    if (ofAnother(written)) {
      notes.add(Kind.SKIPPED, written.place(), "of another environment than " + environment);
      return;
    }
    Fact fact = written;
    Optional<String> named = dictionary.environment(written.key());
    if (named.isPresent() && !written.parents().isEmpty()) {
      if (!named.get().equals(environment)) {
        notes.add(Kind.SKIPPED, written.place(), "of another environment than " + environment);
        return;
      }
      fact = written.withKey(written.parents().getLast(), written.parents().subList(0, written.parents().size() - 1));
    }
    String folded = Dictionary.folded(fact.key());
    String context = fact.context();
    for (FactRule rule : dictionary.facts()) {
      if (rule.fits(folded, context) && apply(rule, fact)) {
        typed++;
        return;
      }
    }
    keep(fact);
  }

  /** Keeps a value in the document's own words. */
  void keep(Fact fact) {
    kept++;
    List<String> path = new java.util.ArrayList<>(fact.parents());
    if (!fact.key().isBlank()) {
      path.add(fact.key());
    }
    String key = path.isEmpty() ? String.join(" ", fact.headings().subList(Math.max(0, fact.headings().size() - 1), fact.headings().size())) : String.join(" ", path);
    JsonNode value = Values.plain(fact);
    if (fact.remark().isPresent() && value.isValueNode()) {
      value = Values.text(value.asText() + " - " + fact.remark().get());
    }
    draft.state(dictionary.topic(fact.context()), key, value, source(fact));
  }

  private boolean apply(FactRule rule, Fact fact) {
    Source source = source(fact);
    return switch (rule.as()) {
      case "failover" -> failover(rule, fact, source);
      case "cache-size" -> cacheSize(rule, fact, source);
      case "subnet-setting" -> subnetSetting(rule, fact, source);
      case "subnet-with-range" -> subnetWithRange(fact, source);
      case "alert-condition" -> new AlertConditions(draft).read(path(rule.set().getFirst(), fact), fact, source);
      case "channels" -> setEach(List.of(path(rule.set().getFirst(), fact)), AlertConditions.channels(fact.text()), source);
      case "registry" -> registry(rule, fact, source);
      case "database-name" -> setEach(List.of(path(rule.set().getFirst(), fact) + "[" + fact.text() + "].name"), Values.text(fact.text()), source);
      default -> {
        Optional<JsonNode> value = values.read(rule.as(), fact);
        yield value.isPresent() && setEach(rule.set().stream().map(s -> path(s, fact)).toList(), value.get(), source);
      }
    };
  }

  private boolean setEach(List<String> paths, JsonNode value, Source source) {
    paths.forEach(p -> draft.set(p, value, source));
    return true;
  }

  /** The path with the names around the value, and with the one database, cache or broker. */
  private String path(String pattern, Fact fact) {
    String path =
        pattern
            .replace("{entity}", clean(fact.entity()))
            .replace("{holder}", clean(fact.holder()))
            .replace("{caption}", clean(fact.caption().orElse(fact.entity())))
            .replace("{key}", clean(fact.key()));
    path = single(path, "database", "databaseServers", "postgresql");
    path = single(path, "cache", "caches", "redis");
    path = single(path, "broker", "messageBrokers", "service-bus");
    if (path.startsWith("discovered[")) {
      path = discovered(path, fact.entity());
    }
    return path.startsWith("managed[") ? "managedServices" + path.substring(7) : path;
  }

  private static String clean(String name) {
    return name.replaceAll("[\\[\\]]", " ").strip();
  }

  private String single(String path, String word, String list, String id) {
    if (!path.startsWith(word + ".")) {
      return path;
    }
    List<ObjectNode> present = draft.list(list);
    String which = present.isEmpty() ? id : present.getFirst().get("id").asText();
    return list + "[" + which + "]" + path.substring(word.length());
  }

  /** A name in a table of addresses is a service, or one of the managed ones. */
  private String discovered(String path, String entity) {
    String lower = entity.toLowerCase(Locale.ROOT);
    String field = path.substring(path.indexOf("].") + 2);
    String managed = field.equals("address") ? "host" : field;
    if (lower.contains("postgres")) {
      return single("database." + managed, "database", "databaseServers", "postgresql");
    }
    if (lower.contains("redis")) {
      return single("cache." + managed, "cache", "caches", "redis");
    }
    return "services[" + clean(entity) + "]." + field;
  }

  private boolean failover(FactRule rule, Fact fact, Source source) {
    draft.set(path(rule.set().getFirst(), fact), Draft.JSON.booleanNode(Values.flag(fact.text()).orElse(true)), source);
    fact.remark()
        .flatMap(Measures::duration)
        .ifPresent(d -> {
          draft.set(path(rule.set().getLast(), fact), Values.text(Measures.iso(d)), source);
          draft.set("objectives.failoverTime", Values.text(Measures.iso(d)), source);
        });
    return true;
  }

  private boolean cacheSize(FactRule rule, Fact fact, Source source) {
    Optional<String> capacity = Values.cacheCapacity(fact.text());
    capacity.ifPresent(c -> draft.set(path(rule.set().getFirst(), fact), Values.text(c), source));
    Optional<Double> memory = Measures.gigabytes(fact.text());
    memory.ifPresent(m -> draft.set(path(rule.set().getLast(), fact), Values.number(m), source));
    return capacity.isPresent() || memory.isPresent();
  }

  private boolean subnetSetting(FactRule rule, Fact fact, Source source) {
    String[] parts = fact.text().split("[:：]\\s*", 2);
    if (parts.length < 2) {
      return false;
    }
    String said = Dictionary.folded(parts[0]);
    String path = path(rule.set().getFirst(), fact);
    if (said.contains("delegation") || said.contains("위임")) {
      draft.set(path + ".delegation", Values.text(parts[1]), source);
    } else if (said.contains("serviceendpoint") || said.contains("서비스엔드포인트")) {
      var list = Draft.JSON.arrayNode();
      for (String endpoint : parts[1].split("\\s*,\\s*")) {
        list.add(endpoint);
      }
      draft.set(path + ".serviceEndpoints", list, source);
    } else if (said.contains("고정이름") || said.contains("fixedname")) {
      draft.set(path + ".fixedName", Values.text(parts[1]), source);
    } else {
      return false;
    }
    return true;
  }

  /** {@code database-subnet (10.0.2.0/24)}. */
  private boolean subnetWithRange(Fact fact, Source source) {
    Matcher matcher = RANGE_IN_TEXT.matcher(fact.text());
    if (!matcher.find() || matcher.group("name").isBlank()) {
      return false;
    }
    String name = matcher.group("name").strip();
    draft.set("network.subnets[" + clean(name) + "].addressPrefix", Values.text(matcher.group("range")), source);
    if (Dictionary.folded(fact.key()).equals("서브넷") || fact.key().equalsIgnoreCase("subnet")) {
      draft.set(single("database.subnet", "database", "databaseServers", "postgresql"), Values.text(dictionary.id(name)), source);
    }
    return true;
  }

  private boolean registry(FactRule rule, Fact fact, Source source) {
    String path = path(rule.set().getFirst(), fact);
    Matcher host = REGISTRY.matcher(fact.text() + " " + fact.remark().orElse(""));
    draft.set(path + ".type", Values.text("container-registry"), source);
    tier(fact.text()).ifPresent(t -> draft.set(path + ".sku", Values.text(t), source));
    if (host.find()) {
      draft.set(path + ".resourceName", Values.text(host.group(1)), source);
      draft.set(path + ".properties.host", Values.text(host.group()), source);
    }
    fact.remark().ifPresent(r -> draft.set(path + ".properties.purpose", Values.text(r), source));
    return true;
  }

  /** The tier that a text names. */
  static Optional<String> tier(String text) {
    Matcher matcher = Pattern.compile("(?i)\\b(basic|standard|premium|enterprise|free)\\b").matcher(text);
    return matcher.find()
        ? Optional.of(matcher.group(1).substring(0, 1).toUpperCase(Locale.ROOT) + matcher.group(1).substring(1).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }
}
