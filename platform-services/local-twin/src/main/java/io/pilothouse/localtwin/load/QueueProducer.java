package io.pilothouse.localtwin.load;

import io.pilothouse.blueprints.service.MessageRoutes;
import io.pilothouse.serviceruntime.messaging.BrokerConnection;
import io.pilothouse.serviceruntime.messaging.MessageSender;
import io.pilothouse.serviceruntime.messaging.MessagingException;
import io.pilothouse.serviceruntime.messaging.OutgoingMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/**
 * One service's messages: as many as its pods answered write requests, to its queues in turn. What
 * comes above 64 on their way counts as not sent.
 */
final class QueueProducer implements AutoCloseable {
  private static final int AT_ONCE = 64;

  /** Messages belong to so many sessions, where a queue has them. */
  private static final int SESSIONS = 16;

  private final SimulatedService service;
  private final List<Lane> lanes;
  private final Semaphore room = new Semaphore(AT_ONCE);
  private final Map<String, LongAdder> sent = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> unsent = new ConcurrentHashMap<>();

  /** Answered requests that were counted so far. Touched by the ticker's thread only. */
  private long counted;

  /** Messages due and not sent yet. Touched by the ticker's thread only. */
  private double due;

  /** Touched by the ticker's thread only. */
  private long turn;

  private record Lane(MessageRoutes.Route route, MessageSender sender) {}

  QueueProducer(
      SimulatedService service, List<MessageRoutes.Route> routes, BrokerConnection connection) {
    this.service = service;
    this.lanes = routes.stream().map(r -> new Lane(r, connection.sender(r.queue()))).toList();
    this.counted = answered();
  }

  /** Sends what the requests since the last call make due. */
  void sendDue(Executor executor) {
    long answered = answered();
    due += Math.max(0, answered - counted) * service.plan().writeShare();
    counted = answered;
    for (; due >= 1; due--) {
      Lane lane = lanes.get((int) (turn++ % lanes.size()));
      if (room.tryAcquire()) {
        executor.execute(() -> send(lane));
      } else {
        count(unsent, lane);
      }
    }
  }

  long sent(String queue) {
    return sent.getOrDefault(queue, new LongAdder()).sum();
  }

  long unsent(String queue) {
    return unsent.getOrDefault(queue, new LongAdder()).sum();
  }

  @Override
  public void close() {
    lanes.forEach(lane -> lane.sender().close());
  }

  private void send(Lane lane) {
    try {
      UUID id = UUID.randomUUID();
      Optional<String> session =
          lane.route().sessions()
              ? Optional.of("session-" + Math.floorMod(id.hashCode(), SESSIONS))
              : Optional.empty();
      lane.sender()
          .send(
              new OutgoingMessage(
                  id.toString(),
                  QueueWorkers.body(service.plan().service(), id),
                  session,
                  Map.of()));
      count(sent, lane);
    } catch (MessagingException e) {
      count(unsent, lane);
    } finally {
      room.release();
    }
  }

  private long answered() {
    var snapshot = service.snapshot(0);
    return snapshot.requests() - snapshot.failures();
  }

  private static void count(Map<String, LongAdder> counts, Lane lane) {
    counts.computeIfAbsent(lane.route().queue(), q -> new LongAdder()).increment();
  }
}
