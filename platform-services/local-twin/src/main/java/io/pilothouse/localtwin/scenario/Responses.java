package io.pilothouse.localtwin.scenario;

import io.pilothouse.localtwin.scenario.Scenario.Deed;
import io.pilothouse.localtwin.scenario.Scenario.Response;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a responder does:
 *
 * <pre>
 * - {on: cause, rollback: $service}
 * - {on: cause, failover: $server, forced: true}
 * - {on: cause, patch: hpa, name: $service.deployment, with: '{"spec":{"maxReplicas":10}}'}
 * - {on: cause, scale: coredns, replicas: 2, namespace: kube-system}
 * - {on: cause, restart: $service.deployment}
 * - {on: cause, delete: networkpolicy, name: too-tight}
 * - {on: cause, azure: $replica, method: PATCH, path: '', body: '{...}'}
 * </pre>
 */
final class Responses {
  private static final Set<String> KEYS =
      Set.of(
          "at",
          "on",
          "after",
          "rollback",
          "failover",
          "forced",
          "patch",
          "name",
          "with",
          "scale",
          "replicas",
          "namespace",
          "restart",
          "delete",
          "azure",
          "method",
          "path",
          "body");

  private Responses() {}

  static Response read(YamlTree tree) {
    Map<String, YamlTree> entries = tree.entries(KEYS);
    return new Response(ScenarioReader.moment(tree), deed(tree, entries), tree.place());
  }

  private static Deed deed(YamlTree tree, Map<String, YamlTree> entries) {
    if (entries.containsKey("rollback")) {
      return new Deed.Rollback(text(tree, "rollback"));
    }
    if (entries.containsKey("failover")) {
      return new Deed.Failover(
          text(tree, "failover"),
          Optional.ofNullable(entries.get("forced"))
              .map(YamlTree::text)
              .equals(Optional.of("true")));
    }
    if (entries.containsKey("patch")) {
      return new Deed.Patch(text(tree, "patch"), text(tree, "name"), text(tree, "with"));
    }
    if (entries.containsKey("scale")) {
      return new Deed.Scale(
          text(tree, "scale"),
          ScenarioReader.number(tree.required("replicas"), Integer::parseInt),
          Optional.ofNullable(entries.get("namespace")).map(YamlTree::text));
    }
    if (entries.containsKey("restart")) {
      return new Deed.Restart(text(tree, "restart"));
    }
    if (entries.containsKey("delete")) {
      return new Deed.Delete(text(tree, "delete"), text(tree, "name"));
    }
    if (entries.containsKey("azure")) {
      return new Deed.Azure(
          text(tree, "method"),
          text(tree, "azure"),
          Optional.ofNullable(entries.get("path")).map(YamlTree::text).orElse(""),
          Optional.ofNullable(entries.get("body")).map(YamlTree::text).orElse(""));
    }
    throw tree.problem(
        "expected is one of azure, delete, failover, patch, restart, rollback, scale");
  }

  private static String text(YamlTree tree, String key) {
    return tree.required(key).text();
  }
}
