package io.pilothouse.localtwin.broker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.qpid.proton.message.Message;

/** The queues, topics and subscriptions of a namespace by their address. Addresses are caseless. */
final class BrokerEntities {
  static final String DEAD_LETTERS = "/$deadletterqueue";
  static final String MANAGEMENT = "/$management";

  private final Map<String, MessageQueue> queues = new LinkedHashMap<>();
  private final Map<String, List<MessageQueue>> topics = new LinkedHashMap<>();

  BrokerEntities(NamespaceSettings settings) {
    settings.queues().forEach(q -> queues.put(key(q.name()), new MessageQueue(q)));
    for (var topic : settings.topics()) {
      var subscribed = new ArrayList<MessageQueue>();
      for (var subscription : topic.subscriptions()) {
        String address = topic.name() + "/Subscriptions/" + subscription.name();
        var queue = new MessageQueue(subscription.renamed(address));
        subscribed.add(queue);
        queues.put(key(address), queue);
      }
      topics.put(key(topic.name()), subscribed);
    }
  }

  /** What can be received from at the address. */
  Optional<MessageQueue> source(String address) {
    String key = key(address);
    return key.endsWith(DEAD_LETTERS)
        ? Optional.ofNullable(queues.get(key.substring(0, key.length() - DEAD_LETTERS.length())))
            .flatMap(MessageQueue::deadLetters)
        : Optional.ofNullable(queues.get(key));
  }

  /** Where a message sent to the address goes; empty when there is nothing of that name. */
  Optional<List<MessageQueue>> targets(String address) {
    String key = key(address);
    return Optional.ofNullable(topics.get(key))
        .or(() ->
            key.contains("/subscriptions/")
                ? Optional.empty()
                : Optional.ofNullable(queues.get(key)).map(List::of));
  }

  void advance(Instant now) {
    queues.values().forEach(q -> q.advance(now));
  }

  void discard(Predicate<Message> which) {
    queues.values().forEach(q -> q.discard(which));
  }

  void discardDeadLetters() {
    queues.values().forEach(MessageQueue::discardDeadLetters);
  }

  /** Of each queue and subscription. */
  List<QueueCounts> counts() {
    return queues.values().stream().map(MessageQueue::counts).toList();
  }

  private static String key(String address) {
    String path = address.startsWith("/") ? address.substring(1) : address;
    return path.toLowerCase(Locale.ROOT);
  }
}
