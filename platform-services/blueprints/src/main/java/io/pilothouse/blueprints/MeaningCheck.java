package io.pilothouse.blueprints;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.ChangePolicy;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.Cost;
import io.pilothouse.sharedmodel.blueprint.Document;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What no schema can say of a blueprint: identities are unique, references lead somewhere, ranges
 * are ranges. Network and workload rules are apart, in {@link NetworkCheck} and {@link
 * WorkloadCheck}.
 */
final class MeaningCheck {
  /** Names that {@link Blueprint#sources} may begin with apart from components' ids. */
  private static final Set<String> SECTIONS =
      Set.of(
          "system",
          "objectives",
          "region",
          "entrance",
          "network",
          "cacheStrategy",
          "changePolicy",
          "cost",
          "security");

  private final YamlDocument document;
  private final Blueprint blueprint;
  private final Findings findings;

  MeaningCheck(YamlDocument document, Blueprint blueprint) {
    this.document = document;
    this.blueprint = blueprint;
    this.findings = new Findings(document);
  }

  Findings check() {
    Set<String> ids =
        blueprint.components().stream().map(Component::id).collect(Collectors.toSet());
    ids();
    relations(ids);
    externalSystems();
    bindings(ids);
    alertRules();
    sources(ids);
    timeZones();
    cost();
    new NetworkCheck(blueprint, ids, findings).check();
    new WorkloadCheck(blueprint, findings).check();
    return findings;
  }

  /** Ids in reading order; the second of two is the one that is wrong. */
  private void ids() {
    var seen = new HashSet<String>();
    var paths = new ComponentPaths(document.root());
    for (YamlPath path : paths.ids()) {
      String id = paths.text(path);
      if (!seen.add(id)) {
        findings.error(path, "an id that no other component has", "\"" + id + "\" again");
      }
    }
    var documents = new HashSet<String>();
    for (int i = 0; i < blueprint.documents().size(); i++) {
      String id = blueprint.documents().get(i).id();
      if (!documents.add(id)) {
        findings.error(
            YamlPath.ROOT.field("documents").item(i).field("id"),
            "an id that no other document has",
            "\"" + id + "\" again");
      }
    }
  }

  private void relations(Set<String> ids) {
    var seen = new HashSet<String>();
    for (int i = 0; i < blueprint.relations().size(); i++) {
      var relation = blueprint.relations().get(i);
      YamlPath path = YamlPath.ROOT.field("relations").item(i);
      findings.reference(path.field("from"), relation.from(), ids, "component");
      findings.reference(path.field("to"), relation.to(), ids, "component");
      if (!seen.add(relation.from() + " " + relation.to() + " " + relation.type())) {
        findings.error(
            path, "each relation once", relation.from() + " → " + relation.to() + " again");
      }
    }
  }

  private void externalSystems() {
    Set<String> services =
        blueprint.services().stream().map(Component::id).collect(Collectors.toSet());
    for (int i = 0; i < blueprint.externalSystems().size(); i++) {
      var breakers = blueprint.externalSystems().get(i).circuitBreakers();
      for (int j = 0; j < breakers.size(); j++) {
        findings.reference(
            YamlPath.ROOT
                .field("externalSystems")
                .item(i)
                .field("circuitBreakers")
                .item(j)
                .field("caller"),
            breakers.get(j).caller(),
            services,
            "service");
      }
    }
  }

  /** A binding outlives its component: the document may speak of it again tomorrow. */
  private void bindings(Set<String> ids) {
    for (int i = 0; i < blueprint.bindings().size(); i++) {
      String component = blueprint.bindings().get(i).component();
      if (!ids.contains(component)) {
        findings.warning(
            YamlPath.ROOT.field("bindings").item(i).field("component"),
            "the id of a component",
            "\"" + component + "\"");
      }
    }
  }

  private void alertRules() {
    var seen = new HashSet<String>();
    for (int i = 0; i < blueprint.alertRules().size(); i++) {
      String id = blueprint.alertRules().get(i).id();
      if (!seen.add(id)) {
        findings.error(
            YamlPath.ROOT.field("alertRules").item(i).field("id"),
            "an id that no other alert rule has",
            "\"" + id + "\" again");
      }
    }
  }

  private void sources(Set<String> ids) {
    Set<String> documents =
        blueprint.documents().stream().map(Document::id).collect(Collectors.toSet());
    visitSources(document.root(), YamlPath.ROOT, documents);
    for (String key : blueprint.sources().keySet()) {
      YamlPath path = YamlPath.ROOT.field("sources").field(key);
      int dot = key.indexOf('.');
      String owner = dot < 0 ? key : key.substring(0, dot);
      if (dot < 0 || !(ids.contains(owner) || SECTIONS.contains(owner))) {
        findings.error(
            path, "owner.field with a component's id or a section as owner", "\"" + key + "\"");
      }
      documentOf(path, blueprint.sources().get(key).document(), documents);
    }
  }

  private void visitSources(JsonNode node, YamlPath path, Set<String> documents) {
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        visitSources(node.get(i), path.item(i), documents);
      }
    }
    for (var field : node.properties()) {
      YamlPath child = path.field(field.getKey());
      if (field.getKey().equals("source") && field.getValue().isTextual()) {
        String text = field.getValue().asText();
        documentOf(child, text.substring(0, Math.max(0, text.indexOf(':'))), documents);
      } else if (!List.of("value", "properties").contains(field.getKey())) {
        visitSources(field.getValue(), child, documents);
      }
    }
  }

  private void documentOf(YamlPath path, String id, Set<String> documents) {
    findings.reference(path, id, documents, "document");
  }

  private void timeZones() {
    zone(YamlPath.ROOT.field("region").field("timeZone"), blueprint.region().timeZone());
    List<String> windows =
        blueprint.changePolicy().map(ChangePolicy::maintenanceWindows).orElse(List.of());
    for (int i = 0; i < windows.size(); i++) {
      String window = windows.get(i);
      zone(
          YamlPath.ROOT.field("changePolicy").field("maintenanceWindows").item(i),
          window.substring(window.lastIndexOf(' ') + 1));
    }
  }

  private void zone(YamlPath path, String zone) {
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      findings.error(path, "an IANA time zone such as Asia/Seoul", "\"" + zone + "\"");
    }
  }

  private void cost() {
    blueprint
        .cost()
        .ifPresent(cost -> {
          double sum = cost.lines().stream().mapToDouble(Cost.Line::amount).sum();
          cost.statedTotal()
              .filter(total -> !cost.lines().isEmpty() && Math.abs(total - sum) > 0.005)
              .ifPresent(total ->
                  findings.warning(
                      YamlPath.ROOT.field("cost").field("statedTotal"),
                      "the sum of the lines, " + sum,
                      String.valueOf(total)));
        });
  }
}
