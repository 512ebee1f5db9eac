package io.pilothouse.localtwin.broker;

import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.blueprint.MessageBroker.Queue;
import io.pilothouse.sharedmodel.blueprint.MessageBroker.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a broker holds.
 *
 * @param maximumMessageBytes the largest message it takes
 */
public record NamespaceSettings(
    String name, int maximumMessageBytes, List<QueueSettings> queues, List<TopicSettings> topics) {

  private static final int STANDARD_MESSAGE = 256 * 1024;
  private static final int PREMIUM_MESSAGE = 1024 * 1024;

  /** Service Bus's default for duplicate detection. */
  private static final Duration DUPLICATE_WINDOW = Duration.ofMinutes(10);

  public NamespaceSettings {
    queues = List.copyOf(queues);
    topics = List.copyOf(topics);
  }

  /** A topic, which copies each message to its subscriptions. */
  public record TopicSettings(String name, List<QueueSettings> subscriptions) {
    public TopicSettings {
      subscriptions = List.copyOf(subscriptions);
    }
  }

  /** What a document declares; what it does not say is Service Bus's default. */
  public static NamespaceSettings of(MessageBroker declared) {
    return new NamespaceSettings(
        declared.resourceName(),
        declared.tier().equalsIgnoreCase("Premium") ? PREMIUM_MESSAGE : STANDARD_MESSAGE,
        declared.queues().stream().map(NamespaceSettings::queue).toList(),
        declared.topics().stream().map(NamespaceSettings::topic).toList());
  }

  private static QueueSettings queue(Queue declared) {
    var standard = QueueSettings.named(declared.name());
    return new QueueSettings(
        standard.name(),
        standard.maximumDeliveryCount(),
        standard.lockDuration(),
        declared.duplicateDetection().orElse(false)
            ? Optional.of(DUPLICATE_WINDOW)
            : Optional.empty(),
        declared.sessions().orElse(false),
        standard.timeToLive(),
        declared.deadLettering().orElse(false),
        declared
            .maximumGigabytes()
            .map(gigabytes -> Math.round(gigabytes * (1L << 30)))
            .orElse(standard.maximumBytes()));
  }

  private static TopicSettings topic(Topic declared) {
    return new TopicSettings(
        declared.name(), declared.subscriptions().stream().map(QueueSettings::named).toList());
  }
}
