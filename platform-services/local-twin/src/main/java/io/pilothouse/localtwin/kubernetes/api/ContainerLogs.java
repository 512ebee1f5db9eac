package io.pilothouse.localtwin.kubernetes.api;

import io.pilothouse.localtwin.kubernetes.LogLine;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import java.util.List;

/** Where the API server reads a container's output, as it does from the node's kubelet. */
public interface ContainerLogs {

  /** The lines of the running container, or of the one before it, oldest first. */
  List<LogLine> lines(KubeObject pod, String container, boolean previous);
}
