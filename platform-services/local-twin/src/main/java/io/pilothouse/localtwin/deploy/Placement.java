package io.pilothouse.localtwin.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.blueprint.Service;

/** Where pods go: their pool with its taints, the spread over zones and nodes. */
public final class Placement {

  private Placement() {}

  /** A pool's name as AKS takes it: letters and digits. */
  public static String agentPool(Cluster.NodePool pool) {
    return pool.agentPool();
  }

  static void inPool(ObjectNode spec, Cluster.NodePool pool) {
    spec.putObject("nodeSelector").put("kubernetes.azure.com/agentpool", agentPool(pool));
    var tolerations = spec.putArray("tolerations");
    for (String text : pool.taints()) {
      var taint = Taint.parse(text);
      tolerations
          .addObject()
          .put("key", taint.key())
          .put("operator", "Equal")
          .put("value", taint.value())
          .put("effect", taint.effect());
    }
  }

  static void spread(ObjectNode spec, Cluster.Spread spread, Service service) {
    if (spread.acrossZones()) {
      var constraint = spec.putArray("topologySpreadConstraints").addObject();
      constraint
          .put("maxSkew", 1)
          .put("topologyKey", "topology.kubernetes.io/zone")
          .put("whenUnsatisfiable", "ScheduleAnyway");
      appSelector(constraint, service);
    }
    if (spread.antiAffinityByNode()) {
      // Preferred: required would leave no node for the new pods of a rollout.
      var term =
          spec.putObject("affinity")
              .putObject("podAntiAffinity")
              .putArray("preferredDuringSchedulingIgnoredDuringExecution")
              .addObject()
              .put("weight", 100)
              .putObject("podAffinityTerm");
      term.put("topologyKey", "kubernetes.io/hostname");
      appSelector(term, service);
    }
  }

  private static void appSelector(ObjectNode node, Service service) {
    node.putObject("labelSelector").putObject("matchLabels").put("app", service.deployment());
  }

  /** A taint as documents write it: {@code key=value:Effect}. */
  public record Taint(String key, String value, String effect) {

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    public static Taint parse(String text) {
      int equals = text.indexOf('=');
      int colon = text.lastIndexOf(':');
      if (equals < 1 || colon < equals) {
        throw new IllegalArgumentException(
            "expected a taint such as key=value:NoSchedule, found \"" + text + "\"");
      }
      return new Taint(
          text.substring(0, equals), text.substring(equals + 1, colon), text.substring(colon + 1));
    }
  }
}
