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
  private final Owners owners;
  private int typed;
  private int kept;

  FactReader(Draft draft, String environment, Notes notes) {
    this.draft = draft;
    this.dictionary = draft.dictionary();
    this.environment = environment;
    this.notes = notes;
    this.values = new Values(dictionary);
    this.owners = new Owners(draft, notes);
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
        dictionary.environments().getOrDefault(environment, List.of()).stream()
            .anyMatch(lower::contains);
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
      fact =
          written.withKey(
              written.parents().getLast(),
              written.parents().subList(0, written.parents().size() - 1));
    }
    if (fact.remark().filter(r -> r.startsWith("columns ")).isPresent()) {
      notes.add(
          Kind.QUESTION,
          fact.place(),
          "nothing says where the cells of "
              + Notes.quote(fact.key())
              + " end; the row is kept whole");
      keep(fact);
      return;
    }
    fact = ofOurs(fact);
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

  /** Of {@code development 95% → production 99.9%} the part of the environment that is read. */
  private Fact ofOurs(Fact fact) {
    String lower = fact.text().toLowerCase(Locale.ROOT);
    int ours = first(lower, dictionary.environments().getOrDefault(environment, List.of()));
    var others =
        dictionary.environments().entrySet().stream()
            .filter(e -> !e.getKey().equals(environment))
            .mapToInt(e -> first(lower, e.getValue()))
            .filter(i -> i >= 0)
            .sorted()
            .toArray();
    if (ours < 0 || others.length == 0) {
      return fact;
    }
    int end =
        java.util.Arrays.stream(others).filter(i -> i > ours).findFirst().orElse(lower.length());
    return new Fact(
        fact.headings(),
        fact.section(),
        fact.caption(),
        fact.parents(),
        fact.key(),
        fact.text().substring(ours, end),
        fact.items(),
        fact.remark(),
        fact.place());
  }

  private static int first(String text, List<String> words) {
    return words.stream().mapToInt(text::indexOf).filter(i -> i >= 0).min().orElse(-1);
  }

  /** Keeps a value in the document's own words. */
  void keep(Fact fact) {
    kept++;
    List<String> path = new java.util.ArrayList<>(fact.parents());
    if (!fact.key().isBlank()) {
      path.add(fact.key());
    }
    String key =
        path.isEmpty()
            ? String.join(
                " ",
                fact.headings()
                    .subList(Math.max(0, fact.headings().size() - 1), fact.headings().size()))
            : String.join(" ", path);
    JsonNode value = Values.plain(fact);
    if (fact.remark().isPresent() && value.isValueNode()) {
      value = Values.text(value.asText() + " - " + fact.remark().get());
    }
    draft.state(dictionary.topic(fact.context()), key, value, source(fact));
  }

  private boolean apply(FactRule rule, Fact fact) {
    if (rule.set().stream().anyMatch(pattern -> owners.unknown(pattern, fact))) {
      return false;
    }
    Source source = source(fact);
    return switch (rule.as()) {
      case "failover" -> failover(rule, fact, source);
      case "cache-size" -> cacheSize(rule, fact, source);
      case "subnet-setting" -> subnetSetting(rule, fact, source);
      case "subnet-with-range" -> subnetWithRange(fact, source);
      case "alert-condition" ->
          new AlertConditions(draft).read(path(rule.set().getFirst(), fact), fact, source);
      case "channels" ->
          setEach(
              List.of(path(rule.set().getFirst(), fact)),
              AlertConditions.channels(fact.text()),
              source);
      case "rollback" -> rollback(fact, source);
      case "capacity" -> capacity(rule, fact, source);
      case "cost-total" -> costTotal(fact, source);
      case "cost-line" -> costLine(fact, source);
      case "registry" -> registry(rule, fact, source);
      case "database-name" ->
          setEach(
              List.of(path(rule.set().getFirst(), fact) + "[" + fact.text() + "].name"),
              Values.text(fact.text()),
              source);
      default -> {
        Optional<JsonNode> value = values.read(rule.as(), fact);
        List<String> paths = rule.set().stream().map(s -> path(s, fact)).toList();
        yield value.isPresent() && !paths.contains("") && setEach(paths, value.get(), source);
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
    path = owners.path(path, fact);
    if (path.startsWith("discovered[")) {
      path = discovered(path, fact);
    }
    return path.startsWith("managed[") ? "managedServices" + path.substring(7) : path;
  }

  private static String clean(String name) {
    return name.replaceAll("[\\[\\]]", " ").strip();
  }

  /** A name in a table of addresses is a service, or one of the managed ones. */
  private String discovered(String path, Fact fact) {
    String entity = fact.entity();
    String lower = entity.toLowerCase(Locale.ROOT);
    String field = path.substring(path.indexOf("].") + 2);
    String managed = field.equals("address") ? "host" : field;
    if (field.equals("purpose") && (lower.contains("postgres") || lower.contains("redis"))) {
      return "";
    }
    if (lower.contains("postgres")) {
      return owners.path("database." + managed, fact);
    }
    if (lower.contains("redis")) {
      return owners.path("cache." + managed, fact);
    }
    return "services[" + clean(entity) + "]." + field;
  }

  private boolean failover(FactRule rule, Fact fact, Source source) {
    draft.set(
        path(rule.set().getFirst(), fact),
        Draft.JSON.booleanNode(Values.flag(fact.text()).orElse(true)),
        source);
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
    draft.set(
        "network.subnets[" + clean(name) + "].addressPrefix",
        Values.text(matcher.group("range")),
        source);
    if (Dictionary.folded(fact.key()).equals("서브넷") || fact.key().equalsIgnoreCase("subnet")) {
      draft.set(owners.path("database.subnet", fact), Values.text(dictionary.id(name)), source);
    }
    return true;
  }

  /** {@code ArgoCD Auto Rollback}, within a time after a failed health check. */
  private boolean rollback(Fact fact, Source source) {
    String words = fact.text() + " " + fact.remark().orElse("");
    draft.set(
        "changePolicy.automaticRollback",
        Draft.JSON.booleanNode(words.toLowerCase(Locale.ROOT).matches(".*(auto|자동).*")),
        source);
    Measures.duration(words)
        .ifPresent(d -> draft.set("objectives.rollbackTime", Values.text(Measures.iso(d)), source));
    return true;
  }

  private boolean capacity(FactRule rule, Fact fact, Source source) {
    Optional<JsonNode> count = values.read("count", fact);
    count.ifPresent(c -> draft.set(path(rule.set().getFirst(), fact), c, source));
    if (Dictionary.folded(fact.text()).contains("autoscaling")) {
      draft.set(path(rule.set().getLast(), fact), Draft.JSON.booleanNode(true), source);
    }
    return count.isPresent();
  }

  private boolean costTotal(Fact fact, Source source) {
    Optional<Double> total = Measures.dollars(fact.text());
    total.ifPresent(t -> {
      draft.set("cost.currency", Values.text("USD"), source);
      draft.set("cost.statedTotal", Values.number(t), source);
    });
    return total.isPresent();
  }

  /** {@code $1,200 (Reserved Instance)}. */
  private boolean costLine(Fact fact, Source source) {
    Optional<Double> amount = Measures.dollars(fact.text());
    if (amount.isEmpty()) {
      return false;
    }
    draft.set("cost.currency", Values.text("USD"), source);
    ObjectNode line = Draft.JSON.objectNode();
    line.put("component", fact.key());
    Matcher specification = Pattern.compile("\\(([^)]+)\\)").matcher(fact.text());
    if (specification.find()) {
      line.put("specification", specification.group(1));
    }
    line.set("amount", Values.number(amount.get()));
    line.put("source", source.toString());
    draft.root().withObjectProperty("cost").withArrayProperty("lines").add(line);
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
    Matcher matcher =
        Pattern.compile("(?i)\\b(basic|standard|premium|enterprise|free)\\b").matcher(text);
    return matcher.find()
        ? Optional.of(
            matcher.group(1).substring(0, 1).toUpperCase(Locale.ROOT)
                + matcher.group(1).substring(1).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }
}
