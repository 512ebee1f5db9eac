package io.pilothouse.sharedmodel.estate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An Azure Service Bus namespace with its queues and topics.
 *
 * @param sku Basic, Standard or Premium
 * @param messagingUnits of a Premium namespace
 * @param pairs ids of the namespaces that it is paired with for geo-disaster recovery
 */
public record ServiceBusNamespace(
    ResourceId id,
    String name,
    String resourceGroup,
    String location,
    Map<String, String> tags,
    String state,
    Optional<String> sku,
    Optional<Integer> messagingUnits,
    Optional<Boolean> zoneRedundant,
    Optional<String> minimumTlsVersion,
    Optional<String> publicNetworkAccess,
    Optional<Boolean> localAuthenticationDisabled,
    List<Queue> queues,
    List<Topic> topics,
    List<ResourceId> pairs)
    implements Resource {
  public ServiceBusNamespace {
    tags = Map.copyOf(tags);
    queues = List.copyOf(queues);
    topics = List.copyOf(topics);
    pairs = List.copyOf(pairs);
  }

  /**
   * A queue.
   *
   * @param deadLetterOnExpiration whether what expired goes to the dead letters; what failed too
   *     often always does
   * @param forwardTo name of the entity that its messages go on to
   */
  public record Queue(
      ResourceId id,
      String name,
      Optional<String> status,
      Optional<Integer> maximumMegabytes,
      Optional<Duration> lock,
      Optional<Duration> timeToLive,
      Optional<Integer> maximumDeliveries,
      Optional<Boolean> sessions,
      Optional<Boolean> duplicateDetection,
      Optional<Duration> duplicateWindow,
      Optional<Boolean> partitioned,
      Optional<Boolean> deadLetterOnExpiration,
      Optional<Duration> autoDeleteOnIdle,
      Optional<String> forwardTo,
      Optional<String> forwardDeadLettersTo) {}

  /** A topic. */
  public record Topic(
      ResourceId id,
      String name,
      Optional<String> status,
      Optional<Integer> maximumMegabytes,
      Optional<Duration> timeToLive,
      Optional<Boolean> duplicateDetection,
      Optional<Boolean> partitioned,
      List<Subscription> subscriptions) {
    public Topic {
      subscriptions = List.copyOf(subscriptions);
    }
  }

  /** A subscription of a topic; the terms are those of {@link Queue}. */
  public record Subscription(
      String name,
      Optional<String> status,
      Optional<Duration> lock,
      Optional<Duration> timeToLive,
      Optional<Integer> maximumDeliveries,
      Optional<Boolean> sessions,
      Optional<Boolean> deadLetterOnExpiration) {}
}
