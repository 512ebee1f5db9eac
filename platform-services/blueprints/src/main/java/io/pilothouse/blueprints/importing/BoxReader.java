package io.pilothouse.blueprints.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.diagram.Diagram.Node;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.Notes;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes a component of a box whose kind is known. */
final class BoxReader {
  private final Draft draft;
  private final Notes notes;

  BoxReader(Draft draft, Notes notes) {
    this.draft = draft;
    this.notes = notes;
  }

  /** The id of the component that the box became; a box may become a part of another. */
  Optional<String> read(
      String kind, String id, LabelFacts facts, Optional<String> subnet, Source source) {
    return switch (kind) {
      case "service" -> Optional.of(service(id, facts, source));
      case "database-server" -> Optional.of(database(id, facts, subnet, source));
      case "cache" -> Optional.of(cache(id, facts, subnet, source));
      case "message-broker" -> Optional.of(broker(id, facts, source));
      case "queue" -> Optional.of(queue(id, facts, source));
      case "private-endpoint" -> Optional.of(endpoint(id, facts, subnet, source));
      case "external-system" -> Optional.of(external(id, facts, source));
      case "front-door" -> Optional.of(frontDoor(facts, source));
      case "application-gateway" -> Optional.of(gateway(facts, subnet, source));
      // They become a part of what an arrow leads to them from.
      case "database-replica", "cache-replica", "backup-policy" -> pending(kind, id, facts, source);
      case "ingress-controller" -> {
        draft.set("cluster.ingress", Values.text(facts.text()), source);
        yield Optional.of(managed(kind, id, facts, subnet, source));
      }
      case "disaster-recovery-site" -> {
        facts
            .region(draft.dictionary())
            .ifPresent(r -> draft.set("region.disasterRecovery", Values.text(r), source));
        yield Optional.of(managed(kind, id, facts, subnet, source));
      }
      case "users" -> {
        String words = String.join(", ", facts.rest());
        if (!words.isBlank()) {
          draft.set("objectives.users", Values.text(words), source);
          facts.rest().forEach(r -> facts.says(r.toLowerCase(Locale.ROOT)));
        }
        yield Optional.of(managed(kind, id, facts, subnet, source));
      }
      default -> Optional.of(managed(kind.isEmpty() ? "unknown" : kind, id, facts, subnet, source));
    };
  }

  /** What a box is that says so itself, so that it is not taken for a part of another. */
  Optional<String> readStated(
      String kind, String id, LabelFacts facts, Optional<String> subnet, Source source) {
    return switch (kind) {
      case "topic" -> Optional.of(topic(id, facts, source));
      case "cache-replica", "backup-policy" ->
          Optional.of(managed(kind, id, facts, subnet, source));
      default -> read(kind, id, facts, subnet, source);
    };
  }

  private String service(String id, LabelFacts facts, Source source) {
    ObjectNode service = draft.component("services", id, facts.name(), source);
    String path = "services[" + id + "]";
    facts.replicas().ifPresent(r -> number(path + ".replicas", r, source));
    facts
        .autoscalingRange()
        .ifPresent(range -> {
          if (range[0] > range[1]) {
            notes.add(
                Kind.CONTRADICTION,
                place(source),
                "the range " + range[0] + "–" + range[1] + " is upside down");
          } else {
            number(path + ".autoscaling.minReplicas", range[0], source);
            number(path + ".autoscaling.maxReplicas", range[1], source);
          }
        });
    facts.architecture().ifPresent(a -> text(path + ".architecture", a, source));
    if (!service.has("purpose") && !facts.rest().isEmpty()) {
      String purpose = String.join(", ", facts.rest());
      text(path + ".purpose", purpose, source);
      facts.rest().forEach(r -> facts.says(r.toLowerCase(Locale.ROOT)));
    }
    return id;
  }

  private String database(String id, LabelFacts facts, Optional<String> subnet, Source source) {
    String path = "databaseServers[" + id + "]";
    draft.component("databaseServers", id, facts.name(), source);
    facts.says("flexible server", "primary");
    facts.stated("SKU").or(facts::vmSize).ifPresent(s -> text(path + ".sku", s, source));
    facts.stated("Tier").or(facts::databaseTier).ifPresent(t -> text(path + ".tier", t, source));
    facts.zone().ifPresent(z -> text(path + ".zone", z, source));
    facts.gigabytes().ifPresent(g -> number(path + ".storageGigabytes", g, source));
    if (facts.says("zone redundant", "zone-redundant", "영역 중복")) {
      text(path + ".highAvailability", "ZoneRedundant", source);
    }
    facts
        .stated("Backup")
        .map(b -> new LabelFacts(List.of(b)))
        .ifPresent(b -> backup(path, b, source));
    subnet.ifPresent(s -> text(path + ".subnet", s, source));
    return id;
  }

  private void backup(String server, LabelFacts facts, Source source) {
    facts
        .retentionDays()
        .ifPresent(days -> {
          number(server + ".backup.retentionDays", days, source);
          draft.set(
              server + ".backup.pointInTimeRestore",
              Draft.JSON.booleanNode(facts.says("pitr", "point-in-time", "시점 복구")),
              source);
        });
  }

  private String cache(String id, LabelFacts facts, Optional<String> subnet, Source source) {
    String path = "caches[" + id + "]";
    draft.component("caches", id, facts.name(), source);
    facts.stated("Tier").or(facts::tier).ifPresent(t -> text(path + ".tier", t, source));
    facts.cacheCapacity().ifPresent(c -> text(path + ".capacity", c, source));
    facts.gigabytes().ifPresent(g -> number(path + ".memoryGigabytes", g, source));
    facts.zone();
    facts.says("primary");
    if (facts.says("cluster", "클러스터")) {
      draft.set(path + ".clustering", Draft.JSON.booleanNode(true), source);
    }
    subnet.ifPresent(s -> text(path + ".subnet", s, source));
    return id;
  }

  private String broker(String id, LabelFacts facts, Source source) {
    String path = "messageBrokers[" + id + "]";
    draft.component("messageBrokers", id, facts.name(), source);
    facts.tier().ifPresent(t -> text(path + ".tier", t, source));
    facts.resourceName().ifPresent(n -> text(path + ".resourceName", n, source));
    return id;
  }

  /** A queue stands in the one broker, or in the first that is found later. */
  private String queue(String id, LabelFacts facts, Source source) {
    String path = "messageBrokers[" + broker() + "].queues[" + id + "]";
    draft.set(path + ".name", Values.text(facts.name()), source);
    ObjectNode queue = draft.component(id).orElseThrow();
    queue.put("name", facts.name());
    facts.gigabytes().ifPresent(g -> number(path + ".maximumGigabytes", g, source));
    if (facts.says("partition", "파티션")) {
      draft.set(path + ".partitioned", Draft.JSON.booleanNode(true), source);
    }
    if (facts.says("session", "세션")) {
      draft.set(path + ".sessions", Draft.JSON.booleanNode(true), source);
    }
    return id;
  }

  private String topic(String id, LabelFacts facts, Source source) {
    draft.set(
        "messageBrokers[" + broker() + "].topics[" + id + "].name",
        Values.text(facts.name()),
        source);
    return id;
  }

  private String broker() {
    return draft.list("messageBrokers").stream()
        .map(b -> b.get("id").asText())
        .findFirst()
        .orElse("service-bus");
  }

  private String endpoint(String id, LabelFacts facts, Optional<String> subnet, Source source) {
    String path = "network.privateEndpoints[" + id + "]";
    facts.says("private endpoint", "프라이빗 엔드포인트");
    draft.set(path + ".id", Values.text(id), source);
    draft.component(id).ifPresent(e -> e.put("name", facts.name()));
    facts.address().ifPresent(a -> text(path + ".address", a, source));
    subnet.ifPresent(s -> text(path + ".subnet", s, source));
    return id;
  }

  private String external(String id, LabelFacts facts, Source source) {
    draft.component("externalSystems", id, facts.name(), source);
    if (!facts.rest().isEmpty()) {
      text("externalSystems[" + id + "].purpose", String.join(", ", facts.rest()), source);
      facts.rest().forEach(r -> facts.says(r.toLowerCase(Locale.ROOT)));
    }
    return id;
  }

  private String frontDoor(LabelFacts facts, Source source) {
    String path = "entrance.frontDoor";
    text(path + ".id", "front-door", source);
    text(path + ".name", facts.text(), source);
    if (facts.says("cdn")) {
      draft.set(path + ".contentDelivery", Draft.JSON.booleanNode(true), source);
    }
    if (facts.says("ddos")) {
      draft.set(path + ".ddosProtection", Draft.JSON.booleanNode(true), source);
    }
    return "front-door";
  }

  private String gateway(LabelFacts facts, Optional<String> subnet, Source source) {
    String path = "entrance.applicationGateway";
    text(path + ".id", "application-gateway", source);
    text(path + ".name", facts.name(), source);
    if (facts.says("waf v2", "waf_v2")) {
      text(path + ".sku", "WAF_v2", source);
    } else if (facts.says("waf")) {
      draft.state("network", "application-gateway", Values.text(facts.text()), source);
    }
    if (facts.says("zone redundant", "multi-zone", "multi zone")) {
      var zones = Draft.JSON.arrayNode().add("1").add("2").add("3");
      draft.set(path + ".zones", zones, source);
    }
    subnet.ifPresent(s -> text(path + ".subnet", s, source));
    return "application-gateway";
  }

  private Optional<String> pending(String kind, String id, LabelFacts facts, Source source) {
    ObjectNode part = draft.component("pending", id, facts.name(), source);
    part.put("kind", kind);
    facts.zone().ifPresent(z -> part.put("zone", z));
    facts.stated("SKU").or(facts::vmSize).ifPresent(s -> part.put("sku", s));
    facts.region(draft.dictionary()).ifPresent(r -> part.put("location", r));
    facts.retentionDays().ifPresent(d -> part.put("retentionDays", d));
    part.put("pointInTimeRestore", facts.says("point-in-time", "pitr", "시점 복구"));
    part.put("zoneRedundant", facts.says("ha enabled", "zone"));
    return Optional.of(id);
  }

  private String managed(
      String kind, String id, LabelFacts facts, Optional<String> subnet, Source source) {
    String path = "managedServices[" + id + "]";
    draft.component("managedServices", id, facts.name(), source).put("type", kind);
    if (!kind.equals("users")) {
      facts.stated("SKU").or(facts::tier).ifPresent(t -> text(path + ".sku", t, source));
    }
    facts.resourceName().ifPresent(n -> text(path + ".resourceName", n, source));
    List<String> said = facts.rest();
    if (!said.isEmpty()) {
      JsonNode words = Values.text(String.join(", ", said));
      draft.set(path + ".properties.description", words, source);
      said.forEach(r -> facts.says(r.toLowerCase(Locale.ROOT)));
    }
    subnet.ifPresent(s -> text(path + ".subnet", s, source));
    return id;
  }

  /** A node pool of the machines that are drawn in it. */
  String pool(String name, List<Node> nodes) {
    Source source = DiagramReader.source(nodes.getFirst().place());
    String path = "cluster.nodePools[" + name + "]";
    number(path + ".count", nodes.size(), source);
    boolean system = name.toLowerCase(Locale.ROOT).contains("system") || name.contains("시스템");
    text(path + ".mode", system ? "System" : "User", source);
    var zones = Draft.JSON.arrayNode();
    for (Node node : nodes) {
      var facts = new LabelFacts(node.label());
      facts.zone().filter(z -> !zones.toString().contains("\"" + z + "\"")).ifPresent(zones::add);
      facts.vmSize().ifPresent(s -> text(path + ".vmSize", s, DiagramReader.source(node.place())));
      facts
          .rest()
          .forEach(r ->
              draft.state(
                  "labels",
                  draft.dictionary().id(node.id()),
                  Values.text(r),
                  DiagramReader.source(node.place())));
    }
    if (!zones.isEmpty()) {
      draft.set(path + ".zones", zones, source);
    }
    return draft.dictionary().id(name);
  }

  private void text(String path, String value, Source source) {
    draft.set(path, Values.text(value), source);
  }

  private void number(String path, double value, Source source) {
    draft.set(path, Values.number(value), source);
  }

  static io.pilothouse.blueprints.text.Place place(Source source) {
    return new io.pilothouse.blueprints.text.Place(
        source.document(), source.line(), source.column());
  }
}
