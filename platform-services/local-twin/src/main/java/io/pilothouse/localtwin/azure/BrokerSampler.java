package io.pilothouse.localtwin.azure;

import io.pilothouse.localtwin.broker.QueueCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Samples a namespace's metrics from its broker, by queue and topic; a topic's are those of its
 * subscriptions together. What went in and out are differences between two readings. Used by one
 * thread at a time.
 */
final class BrokerSampler {
  static final String NAMESPACES = "Microsoft.ServiceBus/namespaces";
  private static final String ENTITY = "EntityName";

  private final Map<String, QueueCounts> before = new HashMap<>();

  synchronized List<Sample> sample(BrokerFacts broker) {
    var samples = new ArrayList<Sample>();
    samples.add(Sample.of("ActiveConnections", broker.connections()));
    broker.queues().stream()
        .collect(Collectors.groupingBy(q -> entity(q.name())))
        .forEach((entity, queues) -> samples.addAll(sample(entity, queues)));
    return samples;
  }

  private List<Sample> sample(String entity, List<QueueCounts> queues) {
    double active = 0;
    double dead = 0;
    double scheduled = 0;
    double bytes = 0;
    double incoming = 0;
    double outgoing = 0;
    double completed = 0;
    for (QueueCounts now : queues) {
      QueueCounts last =
          before.getOrDefault(now.name(), new QueueCounts(now.name(), 0, 0, 0, 0, 0, 0, 0));
      before.put(now.name(), now);
      active += now.active();
      dead += now.deadLetters();
      scheduled += now.scheduled();
      bytes += now.bytes();
      incoming += now.incoming() - last.incoming();
      outgoing += now.outgoing() - last.outgoing();
      completed += now.completed() - last.completed();
    }
    Map<String, String> of = Map.of(ENTITY, entity);
    return List.of(
        new Sample("ActiveMessages", of, active),
        new Sample("DeadletteredMessages", of, dead),
        new Sample("ScheduledMessages", of, scheduled),
        new Sample("Messages", of, active + dead + scheduled),
        new Sample("Size", of, bytes),
        new Sample("IncomingMessages", of, incoming),
        new Sample("OutgoingMessages", of, outgoing),
        new Sample("CompleteMessage", of, completed));
  }

  private static String entity(String name) {
    int slash = name.indexOf('/');
    return slash < 0 ? name : name.substring(0, slash);
  }
}
