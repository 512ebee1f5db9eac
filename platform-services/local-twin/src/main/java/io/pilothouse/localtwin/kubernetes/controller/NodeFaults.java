package io.pilothouse.localtwin.kubernetes.controller;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which machines are broken, and how. Safe for any thread. */
public final class NodeFaults {

  /** What is wrong with a node's kubelet. */
  public enum Fault {
    /** It reports that its container runtime is down. */
    RUNTIME_DOWN,
    /** It has stopped reporting; the control plane finds out after the grace period. */
    SILENT,
    /** The machine is gone: as silent as that, and nothing on it runs any more. */
    LOST
  }

  private final Map<String, Fault> faults = new ConcurrentHashMap<>();

  public void set(String node, Fault fault) {
    faults.put(node, fault);
  }

  public void clear(String node) {
    faults.remove(node);
  }

  public Optional<Fault> of(String node) {
    return Optional.ofNullable(faults.get(node));
  }
}
