package io.pilothouse.localtwin.kubernetes.controller.scheduling;

import io.pilothouse.localtwin.kubernetes.model.KubeObject;

/** Whether a node is one for a pod, whatever room there is. Pure. */
public final class NodeFit {

  private NodeFit() {}

  /** Whether a new pod would be put there. */
  public static boolean admits(KubeObject pod, KubeObject node) {
    return NodeSelection.selected(pod, node)
        && NodeSelection.untolerated(pod, node, "NoSchedule", "NoExecute").isEmpty();
  }

  /** Whether one that is there may stay. */
  public static boolean keeps(KubeObject pod, KubeObject node) {
    return NodeSelection.selected(pod, node)
        && NodeSelection.untolerated(pod, node, "NoExecute").isEmpty();
  }
}
