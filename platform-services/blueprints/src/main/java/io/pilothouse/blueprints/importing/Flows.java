package io.pilothouse.blueprints.importing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads sentences that draw with words: {@code Front Door → Application Gateway → AKS → Services}.
 * What they name comes to be, and what an arrow joins is related, once all documents are read.
 */
final class Flows {
  private static final Set<String> SINGLE = Set.of("front-door", "application-gateway");

  /** A step of a flow: the kind of what is named. */
  private record Flow(List<String> kinds, String words, Source source) {}

  private final Draft draft;
  private final List<Flow> flows = new ArrayList<>();

  Flows(Draft draft) {
    this.draft = draft;
  }

  void read(Fact fact) {
    if (!fact.text().contains("→")) {
      mentions(fact);
      return;
    }
    var kinds = new ArrayList<String>();
    for (String step : fact.text().split("\\s*→\\s*")) {
      kinds.add(kinds(step));
    }
    Source source = FactReader.source(fact);
    flows.add(new Flow(kinds, fact.text(), source));
    for (int i = 0; i < kinds.size(); i++) {
      String step = fact.text().split("\\s*→\\s*")[i];
      if (kinds.get(i).equals("front-door")) {
        draft.set("entrance.frontDoor.name", Values.text(name(step)), source);
        if (step.toLowerCase(Locale.ROOT).contains("cdn")) {
          draft.set("entrance.frontDoor.contentDelivery", Draft.JSON.booleanNode(true), source);
        }
      } else if (kinds.get(i).equals("application-gateway")
          && !draft.root().path("entrance").has("applicationGateway")) {
        draft.set("entrance.applicationGateway.name", Values.text(name(step)), source);
      }
    }
  }

  /** A list of platform services in a sentence about the architecture, at least two of them. */
  private void mentions(Fact fact) {
    String context = fact.context();
    String[] parts = fact.text().split("\\s*,\\s*");
    if (parts.length < 2 || !(context.contains("아키텍처") || context.contains("architecture"))) {
      return;
    }
    Source source = FactReader.source(fact);
    for (String part : parts) {
      String list =
          switch (kinds(part)) {
            case "database-server" -> "databaseServers";
            case "cache" -> "caches";
            case "message-broker" -> "messageBrokers";
            default -> "";
          };
      if (!list.isEmpty() && draft.list(list).isEmpty()) {
        String id =
            list.equals("caches")
                ? "redis"
                : list.equals("databaseServers") ? "postgresql" : "service-bus";
        draft.component(list, id, name(part), source);
        FactReader.tier(part)
            .filter(t -> !list.equals("databaseServers"))
            .ifPresent(t -> draft.set(list + "[" + id + "].tier", Values.text(t), source));
      }
    }
  }

  private static String name(String step) {
    return step.replaceAll("\\s*(구조|구성|배치)$", "").strip();
  }

  /** One step may name several of one sort, such as PostgreSQL and Redis. */
  private String kinds(String step) {
    String lower = step.toLowerCase(Locale.ROOT);
    if (lower.matches(".*(application services|services|서비스들)\\b.*") || lower.equals("서비스")) {
      return "services";
    }
    if (lower.contains("private endpoint") || lower.contains("private link")) {
      return "passage";
    }
    String both = lower.contains("postgres") && lower.contains("redis") ? "data" : "";
    return both.isEmpty()
        ? draft.dictionary().boxes().stream()
            .filter(b -> b.in().isEmpty() && b.fits(lower, "", List.of(), b.groups()))
            .map(Dictionary.Box::kind)
            .findFirst()
            .orElse("")
        : both;
  }

  /** Relates what the flows join. */
  void connect() {
    var seen = new LinkedHashSet<String>();
    draft
        .list("relations")
        .forEach(r ->
            seen.add(
                r.get("from").asText()
                    + " "
                    + r.get("to").asText()
                    + " "
                    + r.get("type").asText()));
    for (Flow flow : flows) {
      List<String> from = List.of();
      Optional<String> passage = Optional.empty();
      for (String kind : flow.kinds()) {
        if (kind.equals("passage")) {
          passage = Optional.of("Private Endpoint");
          continue;
        }
        List<String> to = ids(kind);
        if (to.isEmpty()) {
          continue;
        }
        for (String source : from) {
          for (String target : to) {
            relate(source, target, passage, flow.source(), seen);
          }
        }
        from = to;
        passage = Optional.empty();
      }
    }
  }

  private List<String> ids(String kind) {
    return switch (kind) {
      case "services" -> of("services");
      case "database-server" -> of("databaseServers");
      case "cache" -> of("caches");
      case "data" -> {
        var both = new ArrayList<>(of("databaseServers"));
        both.addAll(of("caches"));
        yield both;
      }
      case "message-broker" -> of("messageBrokers");
      default -> SINGLE.contains(kind) ? List.of(kind) : List.of();
    };
  }

  private List<String> of(String list) {
    return draft.list(list).stream().map(c -> c.get("id").asText()).toList();
  }

  private void relate(
      String from, String to, Optional<String> label, Source source, Set<String> seen) {
    String type =
        of("databaseServers").contains(to)
            ? "data"
            : of("caches").contains(to)
                ? "cache"
                : of("messageBrokers").contains(to) ? "message" : "request";
    if (from.equals(to) || !seen.add(from + " " + to + " " + type)) {
      return;
    }
    ObjectNode relation = draft.root().withArrayProperty("relations").addObject();
    relation.put("from", from).put("to", to).put("type", type);
    label.ifPresent(l -> relation.put("label", l));
    relation.put("source", source.toString());
  }
}
