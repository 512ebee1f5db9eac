package io.pilothouse.sharedmodel.blueprint;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A Service Bus namespace.
 *
 * @param pairedRegion region of its geo-disaster-recovery pair
 */
public record MessageBroker(
    String id,
    String name,
    String resourceName,
    String tier,
    Optional<Integer> messagingUnits,
    Optional<String> pairedRegion,
    boolean privateEndpoint,
    Optional<String> subnet,
    boolean managedIdentity,
    Optional<String> networkRules,
    List<Queue> queues,
    List<Topic> topics,
    Optional<Source> source)
    implements Component {
  public MessageBroker {
    queues = Lists.orEmpty(queues);
    topics = Lists.orEmpty(topics);
  }

  /** A queue. Options that the document does not mention are absent. */
  public record Queue(
      String id,
      String name,
      Optional<Double> maximumGigabytes,
      Optional<Boolean> duplicateDetection,
      Optional<Boolean> sessions,
      Optional<Boolean> partitioned,
      Optional<Boolean> deadLettering,
      Optional<Duration> autoDeleteOnIdle,
      Optional<String> purpose,
      Optional<Source> source)
      implements Component {}

  /** A topic with the names of its subscriptions. */
  public record Topic(String id, String name, List<String> subscriptions, Optional<Source> source)
      implements Component {
    public Topic {
      subscriptions = Lists.orEmpty(subscriptions);
    }
  }
}
