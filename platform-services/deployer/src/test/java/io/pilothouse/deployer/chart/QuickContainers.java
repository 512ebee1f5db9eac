package io.pilothouse.deployer.chart;

import io.pilothouse.localtwin.kubernetes.ContainerRuntime;
import io.pilothouse.localtwin.kubernetes.ImageBehavior;
import io.pilothouse.localtwin.kubernetes.LogLine;
import io.pilothouse.localtwin.kubernetes.PodReference;
import java.time.Duration;
import java.util.List;

/** Containers that are ready at once, but for those of a bad release. */
record QuickContainers(String badTag) implements ContainerRuntime {

  @Override
  public ImageBehavior behaviorOf(String image, PodReference pod) {
    if (pod.labels().containsKey("batch.kubernetes.io/job-name")) {
      return new ImageBehavior.Completes(Duration.ofMillis(20), List.of());
    }
    return image.endsWith(":" + badTag)
        ? new ImageBehavior.NeverReady("HTTP probe failed with statuscode: 503")
        : new ImageBehavior.Serves(Duration.ofMillis(20));
  }

  @Override
  public List<LogLine> log(PodReference pod, String container) {
    return List.of();
  }
}
