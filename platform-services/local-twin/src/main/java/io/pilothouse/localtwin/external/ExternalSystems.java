package io.pilothouse.localtwin.external;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.ExternalSystem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Every external system of a blueprint, each at a port of its own. Safe for use by any thread. */
public final class ExternalSystems implements AutoCloseable {

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, ExternalStandIn> systems = new LinkedHashMap<>();

  private ExternalSystems() {}

  /** Starts them all. @throws io.pilothouse.localtwin.TwinException if no port can be had */
  public static ExternalSystems start(Blueprint blueprint) {
    var started = new ExternalSystems();
    try {
      for (ExternalSystem system : blueprint.externalSystems()) {
        started.systems.put(system.id(), new ExternalStandIn(system.id(), started.executor));
      }
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  /** The one of an id. */
  public Optional<ExternalStandIn> system(String id) {
    return Optional.ofNullable(systems.get(id));
  }

  public List<ExternalStandIn> all() {
    return List.copyOf(systems.values());
  }

  @Override
  public void close() {
    systems.values().forEach(ExternalStandIn::close);
    executor.shutdownNow();
  }
}
