package io.pilothouse.localtwin.kubernetes;

import io.pilothouse.localtwin.kubernetes.controller.NodeFaults;
import io.pilothouse.localtwin.kubernetes.http.ApiServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be broken in a twin's cluster, and mended again. Safe for any thread. */
public final class KubernetesFaults {
  private static final Logger LOG = LoggerFactory.getLogger(KubernetesFaults.class);

  private final ApiServer server;
  private final NodeFaults nodes;
  private final ImageFaults images;
  private final TwinTime time;
  private final Consumer<String> lookAtNode;

  /** When the API listens again by itself, while it is cut. */
  private final AtomicReference<Optional<TwinTime.Pending>> restoration =
      new AtomicReference<>(Optional.empty());

  KubernetesFaults(
      ApiServer server,
      NodeFaults nodes,
      ImageFaults images,
      TwinTime time,
      Consumer<String> lookAtNode) {
    this.server = server;
    this.nodes = nodes;
    this.images = images;
    this.time = time;
    this.lookAtNode = lookAtNode;
  }

  /** The API server refuses connections and drops open watches, for a time. */
  public void cutApi(Duration duration) {
    LOG.info("twin=kubernetes fault=api-cut seconds={}", duration.toSeconds());
    server.cut();
    // The end of an earlier cut is not the end of this one.
    restoration
        .getAndSet(Optional.of(time.after(duration, this::restoreApi)))
        .ifPresent(TwinTime.Pending::cancel);
  }

  /** The API server refuses connections, open ones and watches are cut, until it is restored. */
  public void cutApi() {
    LOG.info("twin=kubernetes fault=api-cut");
    server.cut();
  }

  /** The API server listens again, on the same port. */
  public void restoreApi() {
    restoration.getAndSet(Optional.empty()).ifPresent(TwinTime.Pending::cancel);
    try {
      server.restore();
      LOG.info("twin=kubernetes fault=api-cut ended");
    } catch (IOException taken) {
      LOG.error("twin=kubernetes the API's port {} was taken meanwhile", server.url().getPort());
    }
  }

  /** The node's kubelet reports that its container runtime is down: NotReady at once. */
  public void breakNode(String node) {
    nodes.set(node, NodeFaults.Fault.RUNTIME_DOWN);
    lookAtNode.accept(node);
  }

  /** The node's kubelet falls silent: NotReady after the monitor's grace period. */
  public void silenceNode(String node) {
    nodes.set(node, NodeFaults.Fault.SILENT);
    lookAtNode.accept(node);
  }

  /** The machine is gone with what runs on it; its node is NotReady after the grace period. */
  public void loseNode(String node) {
    nodes.set(node, NodeFaults.Fault.LOST);
    lookAtNode.accept(node);
  }

  public void mendNode(String node) {
    nodes.clear(node);
    lookAtNode.accept(node);
  }

  /**
   * From their next start on, containers of the image behave so.
   *
   * @param image an image as pods name it, or only its tag
   */
  public void breakImage(String image, ImageBehavior behavior) {
    images.set(image, behavior);
  }

  public void mendImage(String image) {
    images.clear(image);
  }
}
