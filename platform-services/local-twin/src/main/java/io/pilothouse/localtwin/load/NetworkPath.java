package io.pilothouse.localtwin.load;

import io.pilothouse.localtwin.kubernetes.PodReference;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The way from one pod to what it depends on, through the cluster's network. */
record NetworkPath(PodReference pod, ClusterNetwork network) {

  ClusterNetwork.Verdict to(String component) {
    return network.reach(pod, component);
  }

  /**
   * Returns when the pod reaches the component.
   *
   * @param patience how long the pod's client would wait; a pod that is blocked waits that long
   * @throws IOException what the client hears when it does not
   */
  void enter(String component, Duration patience) throws IOException {
    switch (to(component)) {
      case OPEN -> {}
      case BLOCKED -> {
        waitOut(patience);
        throw new SocketTimeoutException(
            component + " did not answer in " + patience.toMillis() + " ms");
      }
      case UNRESOLVED -> throw new UnknownHostException(component);
    }
  }

  private static void waitOut(Duration patience) throws IOException {
    try {
      new CompletableFuture<Void>().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException over) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
