package io.pilothouse.localtwin.kubernetes;

import java.util.List;

/**
 * What runs inside the containers of the twin: which images exist, what they do, what they print.
 * Called from any thread; answers without blocking.
 */
public interface ContainerRuntime {

  /** What the image does in this pod. Asked at every start of a container. */
  ImageBehavior behaviorOf(String image, PodReference pod);

  /**
   * The lines that the pod's running container has printed, oldest first; empty when it printed
   * none.
   */
  List<LogLine> log(PodReference pod, String container);

  /** Told when a container has become ready to serve, and so may be given load. */
  default void started(PodReference pod, String container, String image) {}

  /** Told when a container no longer runs. */
  default void stopped(PodReference pod, String container) {}
}
