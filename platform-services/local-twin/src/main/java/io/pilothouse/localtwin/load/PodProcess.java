package io.pilothouse.localtwin.load;

import java.util.Map;

/**
 * A process of its own that stands for one pod of a service: it takes the pod's requests and tells
 * the pod's figures. Safe for any thread.
 */
public interface PodProcess {

  /**
   * Has a request worked on, over HTTP.
   *
   * @throws ServiceUnavailableException if there was no good answer
   */
  void handle(Call call);

  /**
   * Whether visitors get in: not where it wants tokens and they have none. Then the pod's requests
   * are worked on in the twin, and its figures are the process's all the same.
   */
  boolean takesVisitors();

  /** Its figures as they were told last; empty before the first time. */
  Map<String, Double> figures();

  /**
   * A request as a process is asked for it.
   *
   * @param value which of the service's resources, by how much it is asked for, from 0
   * @param write whether it changes it
   * @param external whether the service is to call an external system for it
   */
  record Call(int value, boolean write, boolean external) {}
}
