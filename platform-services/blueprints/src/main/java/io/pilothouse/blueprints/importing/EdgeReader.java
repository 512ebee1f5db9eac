package io.pilothouse.blueprints.importing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.diagram.Diagram;
import io.pilothouse.blueprints.diagram.Diagram.Edge;
import io.pilothouse.blueprints.dictionary.Measures;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.Notes;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes relations of arrows, and reads what arrows say of the components at their ends. */
final class EdgeReader {
  private final Diagram diagram;
  private final Draft draft;
  private final Map<String, String> components;
  private final Map<String, String> kinds;

  /** What private endpoints lead to, by their ids. */
  private final Map<String, String> behind = new HashMap<>();

  /** Boxes that become a part of another component. */
  private final Map<String, ObjectNode> parts = new HashMap<>();

  /**
   * An arrow that says no more than that one thing is a part of another, as a drawing writes it.
   */
  private static final Pattern STRUCTURE = Pattern.compile("«[^»]*»");

  /** Lines that state a figure, beside the document's own words on the arrow. */
  private static final Pattern FIGURE = Pattern.compile("(?i)(circuit breaker|ttl):.*");

  private static final Pattern SIGN_ON = Pattern.compile("\\bsso\\b|single sign-on|openid|oauth");

  /** What only backups go to. */
  private static final Set<String> BACKUPS =
      Set.of("backup-vault", "backup-policy", "site-recovery", "disaster-recovery-site");

  private final Map<String, ObjectNode> relations = new LinkedHashMap<>();

  EdgeReader(
      Diagram diagram, Draft draft, Map<String, String> components, Map<String, String> kinds) {
    this.diagram = diagram;
    this.draft = draft;
    this.components = components;
    this.kinds = kinds;
  }

  void read() {
    diagram.edges().forEach(this::endpointTargets);
    List<ObjectNode> pending = draft.list("pending");
    components.forEach((box, id) ->
        pending.stream()
            .filter(p -> p.get("id").asText().equals(id))
            .forEach(p -> parts.put(box, p)));
    diagram.edges().forEach(this::parts);
    diagram.edges().forEach(this::relation);
  }

  private String kind(String box) {
    return kinds.getOrDefault(box, "");
  }

  private void endpointTargets(Edge edge) {
    if (!kind(edge.from()).equals("private-endpoint") || !components.containsKey(edge.to())) {
      return;
    }
    String endpoint = components.getOrDefault(edge.from(), "");
    String target = components.getOrDefault(edge.to(), "");
    if (kind(edge.to()).equals("cache-replica")
        || behind.putIfAbsent(edge.from(), edge.to()) != null) {
      return;
    }
    Source source = DiagramReader.source(edge.place());
    draft.set("network.privateEndpoints[" + endpoint + "].target", Values.text(target), source);
    draft
        .component(target)
        .filter(c ->
            c.has("resourceName")
                || draft.list("databaseServers").contains(c)
                || draft.list("caches").contains(c)
                || draft.list("messageBrokers").contains(c))
        .filter(c -> !draft.list("managedServices").contains(c))
        .ifPresent(c -> c.put("privateEndpoint", true));
  }

  /** Replicas and policies that an arrow ties to their server. */
  private void parts(Edge edge) {
    Optional<ObjectNode> part = Optional.ofNullable(parts.get(edge.to()));
    String owner = components.getOrDefault(edge.from(), "");
    if (part.isEmpty() || owner.isEmpty()) {
      return;
    }
    Source source = DiagramReader.source(edge.place());
    ObjectNode found = part.get();
    switch (found.get("kind").asText()) {
      case "database-replica" -> {
        String path = "databaseServers[" + owner + "].replicas[" + found.get("id").asText() + "]";
        if (draft.list("databaseServers").stream()
            .noneMatch(d -> d.get("id").asText().equals(owner))) {
          return;
        }
        Source place = Source.parse(found.get("source").asText());
        draft.set(path + ".id", found.get("id"), place);
        for (String field : new String[] {"zone", "sku", "location"}) {
          if (found.has(field)) {
            draft.set(path + "." + field, found.get(field), place);
          }
        }
        draft.list("databaseServers").stream()
            .flatMap(
                d -> java.util.stream.StreamSupport.stream(d.path("replicas").spliterator(), false))
            .filter(r -> r.get("id").equals(found.get("id")))
            .forEach(r -> ((ObjectNode) r).set("name", found.get("name")));
        found.put("done", true);
      }
      case "cache-replica" -> {
        if (!kind(edge.from()).equals("cache")) {
          return;
        }
        draft.set("caches[" + owner + "].replicasPerShard", Draft.JSON.numberNode(1), source);
        if (found.path("zoneRedundant").asBoolean()) {
          draft.set("caches[" + owner + "].zoneRedundant", Draft.JSON.booleanNode(true), source);
        }
        components.put(edge.to(), owner);
        found.put("done", true);
      }
      default -> {
        if (found.has("retentionDays") && kind(edge.from()).equals("database-server")) {
          String path = "databaseServers[" + owner + "].backup";
          Source place = Source.parse(found.get("source").asText());
          draft.set(path + ".retentionDays", found.get("retentionDays"), place);
          draft.set(path + ".pointInTimeRestore", found.get("pointInTimeRestore"), place);
        }
        draft
            .component(
                "managedServices",
                found.get("id").asText(),
                found.get("name").asText(),
                Source.parse(found.get("source").asText()))
            .put("type", found.get("kind").asText());
        found.put("done", true);
      }
    }
  }

  private void relation(Edge edge) {
    Source source = DiagramReader.source(edge.place());
    String from = components.getOrDefault(edge.from(), "");
    String to = components.getOrDefault(edge.to(), "");
    List<String> own = edge.label().stream().filter(l -> !FIGURE.matcher(l).matches()).toList();
    String words = String.join(", ", own);
    if (from.isEmpty() || to.isEmpty()) {
      draft.state(
          "arrows",
          edge.from() + " → " + edge.to(),
          Values.text(words.isEmpty() ? "without a label" : words),
          source);
      return;
    }
    var facts = new LabelFacts(edge.label());
    breaker(edge, from, to, facts, source);
    timeToLive(edge, from, facts, source);
    boolean nothingElse = own.isEmpty() && !edge.label().isEmpty();
    if (nothingElse || own.size() == 1 && STRUCTURE.matcher(words).matches()) {
      return;
    }
    if (from.equals(to)) {
      if (!words.isEmpty()) {
        draft.state("labels", from, Values.text(words), source);
      }
      return;
    }
    String type = type(edge, words);
    String key = from + " " + to + " " + type;
    ObjectNode known = relations.get(key);
    if (known == null) {
      ObjectNode relation = Draft.JSON.objectNode();
      relation.put("from", from).put("to", to).put("type", type);
      if (!words.isEmpty()) {
        relation.put("label", words);
      }
      relation.put("source", source.toString());
      relations.put(key, relation);
      ArrayNode list = draft.root().withArrayProperty("relations");
      list.add(relation);
    } else if (!words.isEmpty() && !known.path("label").asText().contains(words)) {
      known.put("label", known.has("label") ? known.get("label").asText() + " / " + words : words);
    }
  }

  private void breaker(Edge edge, String from, String to, LabelFacts facts, Source source) {
    if (!kind(edge.to()).equals("external-system")
        || !facts.says("circuit breaker", "서킷", "회로 차단")) {
      return;
    }
    ObjectNode breaker = Draft.JSON.objectNode();
    breaker.put("caller", from);
    List<String> stated = LabelFacts.stated("Circuit Breaker", edge.label());
    var figures = stated.isEmpty() ? facts : new LabelFacts(withName("Circuit Breaker", stated));
    figures.timeout().ifPresent(t -> breaker.put("timeout", Measures.iso(t)));
    figures.failureRate().ifPresent(r -> breaker.put("failureRateThreshold", r));
    String note = String.join(", ", figures.rest());
    if (!note.isEmpty()) {
      breaker.put("note", note);
    }
    breaker.put("source", source.toString());
    draft.component(to).ifPresent(e -> e.withArrayProperty("circuitBreakers").add(breaker));
  }

  private static List<String> withName(String name, List<String> lines) {
    return Stream.concat(Stream.of(name), lines.stream().filter(l -> !l.isEmpty())).toList();
  }

  private void timeToLive(Edge edge, String from, LabelFacts facts, Source source) {
    String target = behind.getOrDefault(edge.to(), edge.to());
    if (!kind(target).equals("cache") || !kind(edge.from()).equals("service")) {
      return;
    }
    facts
        .timeToLive()
        .ifPresent(ttl -> {
          draft.set(
              "cacheStrategy.patterns[" + from + "].timeToLive",
              Values.text(Measures.iso(ttl)),
              source);
          draft.component(from).ifPresent(s -> s.withArrayProperty("cachePatterns").add(from));
        });
  }

  private String type(Edge edge, String words) {
    String label = words.toLowerCase(Locale.ROOT);
    String target = kind(behind.getOrDefault(edge.to(), edge.to()));
    String origin = kind(edge.from());
    if (BACKUPS.contains(target) || label.contains("backup") || label.contains("백업")) {
      return "backup";
    }
    if (label.contains("replicat")
        || label.contains("복제")
        || label.replace("async", "").contains("sync") && !kind(edge.from()).equals("service")) {
      return "replication";
    }
    if (origin.equals("database-server") && target.equals("database-replica")) {
      return "replication";
    }
    return switch (target) {
      case "database-server", "database-replica", "blob-storage", "managed-disk" -> "data";
      case "cache", "cache-replica" -> "cache";
      case "message-broker", "queue", "topic", "event-hub" -> "message";
      case "azure-monitor",
          "application-insights",
          "container-insights",
          "log-analytics",
          "metrics",
          "log-collector" ->
          "monitoring";
      case "key-vault", "secret-store" -> "secret";
      case "external-system" -> SIGN_ON.matcher(label).find() ? "identity" : "request";
      case "identity-provider" -> "identity";
      case "container-registry",
          "continuous-delivery",
          "continuous-integration",
          "source-repository" ->
          "delivery";
      default ->
          origin.startsWith("continuous-")
                  || origin.equals("source-repository")
                  || origin.equals("container-registry")
              ? "delivery"
              : "request";
    };
  }

  /** Parts that no arrow ties to a server. */
  static void leftOver(Draft draft, Notes notes) {
    for (ObjectNode part : draft.list("pending")) {
      if (part.has("done")) {
        continue;
      }
      Source source = Source.parse(part.get("source").asText());
      notes.add(
          Kind.QUESTION,
          BoxReader.place(source),
          "no arrow says whose "
              + Notes.quote(part.get("name").asText())
              + " is; kept as a component of its own");
      draft
          .component("managedServices", part.get("id").asText(), part.get("name").asText(), source)
          .put("type", part.get("kind").asText());
    }
    draft.root().remove("pending");
  }
}
