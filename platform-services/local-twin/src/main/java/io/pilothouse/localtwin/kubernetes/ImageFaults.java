package io.pilothouse.localtwin.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A container runtime of which some images have been broken. */
final class ImageFaults implements ContainerRuntime {
  private final ContainerRuntime sound;
  private final Map<String, ImageBehavior> faults = new ConcurrentHashMap<>();

  ImageFaults(ContainerRuntime sound) {
    this.sound = sound;
  }

  void set(String imageOrTag, ImageBehavior behavior) {
    faults.put(imageOrTag, behavior);
  }

  void clear(String imageOrTag) {
    faults.remove(imageOrTag);
  }

  @Override
  public ImageBehavior behaviorOf(String image, PodReference pod) {
    String tag = image.substring(image.lastIndexOf(':') + 1);
    return Optional.ofNullable(faults.get(image))
        .or(() -> Optional.ofNullable(faults.get(tag)))
        .orElseGet(() -> sound.behaviorOf(image, pod));
  }

  @Override
  public List<LogLine> log(PodReference pod, String container) {
    return sound.log(pod, container);
  }

  @Override
  public void started(PodReference pod, String container, String image) {
    sound.started(pod, container, image);
  }

  @Override
  public void stopped(PodReference pod, String container) {
    sound.stopped(pod, container);
  }
}
