package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.azure.AzureEffects.EffectFailedException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resource manager's long-running operations: one at a time for a resource, done on a virtual
 * thread, asked for by polling. Ended ones can be asked for until 256 newer ones came.
 */
final class AsyncOperations implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AsyncOperations.class);
  private static final int REMEMBERED = 256;

  /** What an operation does. */
  @FunctionalInterface
  interface Effect {
    void run() throws EffectFailedException, InterruptedException;
  }

  /** Where an operation stands. @param error empty object unless it failed */
  record Operation(
      String id,
      String resource,
      String kind,
      String status,
      Instant startedAt,
      Optional<Instant> endedAt,
      ObjectNode error) {
    boolean running() {
      return status.equals("InProgress");
    }

    private Operation ended(String newStatus, Instant at, ObjectNode newError) {
      return new Operation(id, resource, kind, newStatus, startedAt, Optional.of(at), newError);
    }

    ObjectNode json() {
      ObjectNode json =
          Arm.object()
              .put("name", id)
              .put("status", status)
              .put("startTime", startedAt.truncatedTo(ChronoUnit.MILLIS).toString());
      endedAt.ifPresent(at -> json.put("endTime", at.truncatedTo(ChronoUnit.MILLIS).toString()));
      if (!error.isEmpty()) {
        json.set("error", error);
      }
      return json;
    }
  }

  private final Clock clock;
  private final Map<String, Operation> byId = new LinkedHashMap<>(); // guarded by this
  private final Map<String, Thread> threads = new LinkedHashMap<>(); // guarded by this
  private boolean closed; // guarded by this

  AsyncOperations(Clock clock) {
    this.clock = clock;
  }

  /**
   * Begins an operation.
   *
   * @param afterwards is given it as it ended, on its own thread
   * @throws Arm.Failure 409 if the resource is busy with one
   */
  synchronized Operation begin(
      String resource, String kind, Effect effect, Consumer<Operation> afterwards) {
    if (running(resource).isPresent()) {
      String name = resource.substring(resource.lastIndexOf('/') + 1);
      throw new Arm.Failure(
          409,
          "ServerIsBusy",
          "Cannot complete operation while server '%s' is busy processing another operation. Try again later."
              .formatted(name));
    }
    var operation =
        new Operation(
            UUID.randomUUID().toString(),
            resource,
            kind,
            "InProgress",
            clock.instant(),
            Optional.empty(),
            Arm.object());
    remember(operation);
    if (!closed) {
      threads.put(
          operation.id(),
          Thread.ofVirtual()
              .name("azure-operation-" + kind)
              .start(() -> finish(operation, effect, afterwards)));
    }
    return operation;
  }

  synchronized Optional<Operation> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Waits until one has ended. @throws IllegalArgumentException if there is none of the id */
  synchronized Operation await(String id) throws InterruptedException {
    while (true) {
      Operation operation =
          find(id).orElseThrow(() -> new IllegalArgumentException("no operation " + id));
      if (!operation.running()) {
        return operation;
      }
      wait();
    }
  }

  synchronized Optional<Operation> running(String resource) {
    return byId.values().stream()
        .filter(o -> o.running() && o.resource().equalsIgnoreCase(resource))
        .findFirst();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      threads.values().forEach(Thread::interrupt);
    }
  }

  private void finish(Operation operation, Effect effect, Consumer<Operation> afterwards) {
    Operation ended;
    try {
      effect.run();
      ended = operation.ended("Succeeded", clock.instant(), Arm.object());
    } catch (EffectFailedException e) {
      ended = failed(operation, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended = failed(operation, "The operation was interrupted: the service is shutting down.");
    } catch (RuntimeException e) {
      log.warn("operation {} of {} broke", operation.kind(), operation.resource(), e);
      ended = failed(operation, "An unexpected error occured while processing the request.");
    }
    log.info("operation {} of {}: {}", ended.kind(), ended.resource(), ended.status());
    synchronized (this) {
      byId.put(ended.id(), ended);
      threads.remove(ended.id());
      notifyAll();
    }
    afterwards.accept(ended);
  }

  private Operation failed(Operation operation, String message) {
    return operation.ended("Failed", clock.instant(), Arm.error("InternalServerError", message));
  }

  private synchronized void remember(Operation operation) {
    byId.put(operation.id(), operation);
    var oldest = byId.values().iterator();
    while (byId.size() > REMEMBERED && oldest.hasNext()) {
      if (!oldest.next().running()) {
        oldest.remove();
      }
    }
  }
}
