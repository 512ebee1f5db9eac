package io.pilothouse.localtwin.kubernetes;

/** A taint of a node: pods without a matching toleration keep away. */
public record NodeTaint(String key, String value, Effect effect) {

  /**
   * What happens to a pod that does not tolerate the taint; constants are spelled as Kubernetes
   * does.
   */
  public enum Effect {
    NoSchedule,
    PreferNoSchedule,
    NoExecute
  }
}
