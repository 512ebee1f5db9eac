package io.pilothouse.deployer.chart;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a release is made with.
 *
 * @param name of the release; for a system, its key
 * @param namespace where it goes
 * @param files values, the later before the earlier
 * @param settings single values by their path ({@code image.tag}), before all files
 * @param kubernetesVersion to render for, such as {@code 1.33.0}; without one, 1.33
 */
public record ReleaseValues(
    String name,
    String namespace,
    List<Path> files,
    Map<String, String> settings,
    Optional<String> kubernetesVersion) {
  public ReleaseValues {
    files = List.copyOf(files);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** The same with one more setting. */
  public ReleaseValues with(String path, String value) {
    var more = new LinkedHashMap<>(settings);
    more.put(path, value);
    return new ReleaseValues(name, namespace, files, more, kubernetesVersion);
  }
}
