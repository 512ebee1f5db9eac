package io.pilothouse.operations.port;

import io.pilothouse.sharedmodel.estate.WorkloadResource;

/** Reads and changes Deployments. Calls block on the network; call from a virtual thread. */
public interface DeploymentControl {
  /**
   * The Deployment with its revisions, read now and not from a cache.
   *
   * @throws ControlException.Rejected if there is none of that name or it may not be read
   */
  WorkloadResource read(String namespace, String name) throws ControlException;

  /**
   * Whether this operator may patch the Deployment, by the cluster's own answer
   * (SelfSubjectAccessReview).
   */
  boolean mayChange(String namespace, String name) throws ControlException;

  /**
   * Puts the pod template of a revision back, on the condition that the Deployment is still at
   * {@code expectedGeneration}. The run's id is written to the Deployment as an annotation; if it
   * is there already the effect was done and this does nothing.
   *
   * @throws ControlException.Rejected also if the Deployment changed meanwhile
   */
  void rollBack(
      String namespace, String name, long toRevision, long expectedGeneration, String runId)
      throws ControlException;
}
