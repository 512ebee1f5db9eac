package io.pilothouse.azureconnector;

import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace.Queue;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace.Subscription;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace.Topic;
import java.util.List;

/** Service Bus as the estate's records. Pure. */
final class MessagingShapes {
  private MessagingShapes() {}

  static ServiceBusNamespace namespace(
      ArmJson json, List<Queue> queues, List<Topic> topics, List<ArmJson> pairs) {
    ArmJson p = json.properties();
    return new ServiceBusNamespace(
        json.id(),
        json.name(),
        json.group(),
        json.location(),
        json.tags(),
        p.text("status").or(() -> p.text("provisioningState")).orElse("Unknown"),
        json.at("sku").text("name"),
        json.at("sku").whole("capacity"),
        p.flag("zoneRedundant"),
        p.text("minimumTlsVersion"),
        p.text("publicNetworkAccess"),
        p.flag("disableLocalAuth"),
        queues,
        topics,
        pairs.stream()
            .flatMap(c -> c.properties().text("partnerNamespace").stream())
            .map(ResourceId::azure)
            .distinct()
            .toList());
  }

  static Queue queue(ArmJson json) {
    ArmJson p = json.properties();
    return new Queue(
        json.id(),
        json.name(),
        p.text("status"),
        p.whole("maxSizeInMegabytes"),
        p.duration("lockDuration"),
        p.duration("defaultMessageTimeToLive"),
        p.whole("maxDeliveryCount"),
        p.flag("requiresSession"),
        p.flag("requiresDuplicateDetection"),
        p.duration("duplicateDetectionHistoryTimeWindow"),
        p.flag("enablePartitioning"),
        p.flag("deadLetteringOnMessageExpiration"),
        p.duration("autoDeleteOnIdle"),
        p.text("forwardTo"),
        p.text("forwardDeadLetteredMessagesTo"));
  }

  static Topic topic(ArmJson json, List<ArmJson> subscriptions) {
    ArmJson p = json.properties();
    return new Topic(
        json.id(),
        json.name(),
        p.text("status"),
        p.whole("maxSizeInMegabytes"),
        p.duration("defaultMessageTimeToLive"),
        p.flag("requiresDuplicateDetection"),
        p.flag("enablePartitioning"),
        subscriptions.stream().map(MessagingShapes::subscription).toList());
  }

  private static Subscription subscription(ArmJson json) {
    ArmJson p = json.properties();
    return new Subscription(
        json.name(),
        p.text("status"),
        p.duration("lockDuration"),
        p.duration("defaultMessageTimeToLive"),
        p.whole("maxDeliveryCount"),
        p.flag("requiresSession"),
        p.flag("deadLetteringOnMessageExpiration"));
  }
}
