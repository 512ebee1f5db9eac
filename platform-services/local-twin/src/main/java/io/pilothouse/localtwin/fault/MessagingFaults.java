package io.pilothouse.localtwin.fault;

import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.broker.ServiceBusBroker;
import io.pilothouse.localtwin.fault.Parameter.Type;
import io.pilothouse.localtwin.load.MessageTraffic;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** What can go wrong with the message broker and its consumers. */
final class MessagingFaults {
  private static final int MOST = 100_000;

  static final List<Fault> ALL =
      List.of(
          new Fault(
              "consumer-stop",
              "The service that works the queue off stops receiving from it; what is sent stays.",
              List.of(Parameter.required("queue", Type.QUEUE)),
              MessagingFaults::stopConsumer),
          new Fault(
              "poison-messages",
              "Messages that no consumer can read are put into the queue; after their attempts they"
                  + " stand among its dead letters.",
              List.of(
                  Parameter.required("queue", Type.QUEUE), Parameter.optional("count", Type.COUNT)),
              (twin, arguments) ->
                  flood(twin, arguments, 20, id -> "{\"schema\": 0, \"broken\": \"" + id)),
          new Fault(
              "queue-flood",
              "Far more work than usual is put into the queue at once.",
              List.of(
                  Parameter.required("queue", Type.QUEUE), Parameter.optional("count", Type.COUNT)),
              (twin, arguments) ->
                  flood(twin, arguments, 1_000, id -> MessageTraffic.work("flood", id))),
          new Fault(
              "broker-cut",
              "Every connection to the message broker ends and none is taken.",
              List.of(),
              MessagingFaults::cut));

  private MessagingFaults() {}

  private static Mending stopConsumer(LocalTwin twin, FaultArguments arguments) {
    String queue = queue(twin, arguments);
    MessageTraffic messages =
        twin.messages()
            .orElseThrow(
                () -> new IllegalArgumentException("no service of this system consumes messages"));
    messages.pause(queue);
    return () -> messages.resume(queue);
  }

  private static Mending flood(
      LocalTwin twin, FaultArguments arguments, int otherwise, Function<UUID, String> body) {
    String queue = queue(twin, arguments);
    int count = arguments.count("count", otherwise);
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("'count' is from 1 to " + MOST + ", got " + count);
    }
    ServiceBusBroker broker = broker(twin, queue);
    String origin = "fault-" + UUID.randomUUID();
    broker.flood(queue, count, origin, body);
    return () -> broker.discard(origin);
  }

  private static Mending cut(LocalTwin twin, FaultArguments arguments) {
    List<ServiceBusBroker> brokers =
        twin.blueprint().messageBrokers().stream()
            .map(declared -> twin.broker(declared.resourceName()))
            .toList();
    if (brokers.isEmpty()) {
      throw new IllegalArgumentException("this system has no message broker");
    }
    brokers.forEach(ServiceBusBroker::refuse);
    return () -> brokers.forEach(ServiceBusBroker::accept);
  }

  /** The queue's name, which an argument may also give by its id. */
  private static String queue(LocalTwin twin, FaultArguments arguments) {
    String named = arguments.text("queue");
    return twin.blueprint().messageBrokers().stream()
        .flatMap(broker -> broker.queues().stream())
        .filter(queue -> queue.name().equals(named) || queue.id().equals(named))
        .map(MessageBroker.Queue::name)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no queue '" + named + "'"));
  }

  private static ServiceBusBroker broker(LocalTwin twin, String queue) {
    return twin.blueprint().messageBrokers().stream()
        .filter(b -> b.queues().stream().anyMatch(q -> q.name().equals(queue)))
        .map(b -> twin.broker(b.resourceName()))
        .findFirst()
        .orElseThrow();
  }
}
