package io.pilothouse.operations.diagnosis;

import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace;
import io.pilothouse.sharedmodel.signal.Measurement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The queues and topics of the document with a figure that their broker counts of each. */
final class Queues {
  static final String ACTIVE = "ActiveMessages";
  static final String DEAD = "DeadletteredMessages";

  private Queues() {}

  /**
   * A queue and a figure of it.
   *
   * @param component id of the queue on the map
   * @param namespace the live namespace, to which the history belongs
   */
  record Queue(
      String component, String name, ResourceId namespace, Observed<Measurement> measured) {}

  /** Of every queue whose figure may be judged. */
  static List<Queue> all(Situation situation, String metric) {
    var queues = new ArrayList<Queue>();
    for (ServiceBusNamespace live : situation.estate().snapshot().all(ServiceBusNamespace.class)) {
      Map<String, Observed<Measurement>> values =
          situation.estate().snapshot().measurements().getOrDefault(live.id(), Map.of());
      values.forEach((name, value) -> {
        if (name.startsWith(metric + "{EntityName=") && situation.estate().current(value)) {
          String entity = name.substring(name.indexOf('=') + 1, name.length() - 1);
          component(situation, live.name(), entity)
              .ifPresent(component -> queues.add(new Queue(component, entity, live.id(), value)));
        }
      });
    }
    queues.sort(Comparator.comparing(Queue::component));
    return queues;
  }

  private static Optional<String> component(Situation situation, String namespace, String entity) {
    return situation.blueprint().stream()
        .flatMap(b -> b.messageBrokers().stream())
        .filter(b -> b.resourceName().equalsIgnoreCase(namespace))
        .flatMap(b ->
            Stream.concat(
                b.queues().stream()
                    .filter(q -> same(q.name(), entity) || same(q.id(), entity))
                    .map(q -> q.id()),
                b.topics().stream()
                    .filter(t -> same(t.name(), entity) || same(t.id(), entity))
                    .map(t -> t.id())))
        .findFirst();
  }

  /** Service Bus keeps names as they are and finds them in any case. */
  private static boolean same(String declared, String live) {
    return declared.equalsIgnoreCase(live);
  }
}
