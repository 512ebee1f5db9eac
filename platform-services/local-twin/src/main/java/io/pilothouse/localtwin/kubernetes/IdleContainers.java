package io.pilothouse.localtwin.kubernetes;

import java.util.List;

/** Containers that run and do nothing. */
final class IdleContainers implements ContainerRuntime {

  @Override
  public ImageBehavior behaviorOf(String image, PodReference pod) {
    return ImageBehavior.serves();
  }

  @Override
  public List<LogLine> log(PodReference pod, String container) {
    return List.of();
  }
}
