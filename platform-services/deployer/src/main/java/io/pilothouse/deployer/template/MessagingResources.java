package io.pilothouse.deployer.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.service.MessageRoutes;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Service Bus namespaces with their queues and topics, and who sends to and receives from them. */
final class MessagingResources {
  /** Gigabytes that an entity may have, by tier. */
  private static final List<Integer> STANDARD_SIZES = List.of(1, 2, 3, 4, 5);

  /** Messaging units that a namespace may have. */
  private static final List<Integer> UNITS = List.of(1, 2, 4, 8, 16);

  private static final List<Integer> PREMIUM_SIZES = List.of(1, 2, 3, 4, 5, 10, 20, 40, 80);

  private final Draft draft;
  private final PrivateEndpoints endpoints;
  private final Identities identities;
  private final boolean withoutKeys;

  MessagingResources(
      Draft draft, PrivateEndpoints endpoints, Identities identities, boolean withoutKeys) {
    this.draft = draft;
    this.endpoints = endpoints;
    this.identities = identities;
    this.withoutKeys = withoutKeys;
  }

  static String name(Draft draft, MessageBroker broker) {
    return draft.names().component(ResourceType.BROKER, broker.id(), broker.resourceName(), false);
  }

  void write() {
    draft.blueprint().messageBrokers().forEach(this::write);
  }

  private void write(MessageBroker broker) {
    String name = name(draft, broker);
    boolean premium = premium(broker);
    String id = namespace(broker, name, draft.region(), premium);
    if (premium) {
      endpoints.write(broker.id(), id, PrivateEndpoints.Kind.BROKER);
    }
    for (var queue : broker.queues()) {
      draft.add(
          ResourceType.QUEUE,
          name + "/" + queue.name(),
          Draft.of(queue),
          List.of(id),
          Json.object("properties", queue(broker, queue, premium)));
    }
    for (var topic : broker.topics()) {
      topic(name, id, topic);
    }
    if (withoutKeys) {
      grants(broker, name);
    }
    broker.pairedRegion().ifPresent(region -> pair(broker, name, id, region));
  }

  private static boolean premium(MessageBroker broker) {
    return tier(broker).equals("Premium");
  }

  private static String tier(MessageBroker broker) {
    String tier = broker.tier().toLowerCase(Locale.ROOT);
    return tier.startsWith("premium") ? "Premium" : tier.startsWith("basic") ? "Basic" : "Standard";
  }

  private int units(MessageBroker broker) {
    int wanted = broker.messagingUnits().orElse(1);
    int units = UNITS.stream().filter(u -> u >= wanted).findFirst().orElse(UNITS.getLast());
    if (broker.messagingUnits().isEmpty()) {
      draft.assume(broker.id(), "messagingUnits", 1, "messaging-units");
    } else if (units != wanted) {
      draft.correct(broker.id(), "messagingUnits", units, "messaging-units-of", wanted);
    }
    return units;
  }

  private String namespace(MessageBroker broker, String name, String region, boolean premium) {
    return draft.add(
        ResourceType.BROKER,
        name,
        region,
        Draft.of(broker),
        List.of(),
        Json.object(
            "sku",
            Json.object(
                "name",
                tier(broker),
                "tier",
                tier(broker),
                "capacity",
                premium ? Optional.of(units(broker)) : Optional.empty()),
            "properties",
            Json.object(
                "minimumTlsVersion",
                "1.2",
                "publicNetworkAccess",
                premium ? "Disabled" : "Enabled",
                "disableLocalAuth",
                withoutKeys)));
  }

  private ObjectNode queue(MessageBroker broker, MessageBroker.Queue queue, boolean premium) {
    boolean basic = tier(broker).equals("Basic");
    if (premium && queue.partitioned().orElse(false)) {
      draft.correct(queue.id(), "partitioned", "false", "premium-partitioning");
    }
    boolean duplicates = queue.duplicateDetection().orElse(false) && !basic;
    return Json.object(
        "maxSizeInMegabytes",
        size(queue, premium ? PREMIUM_SIZES : STANDARD_SIZES).map(gigabytes -> gigabytes * 1024),
        "requiresDuplicateDetection",
        basic ? Optional.empty() : queue.duplicateDetection(),
        "duplicateDetectionHistoryTimeWindow",
        duplicates ? Optional.of("PT10M") : Optional.empty(),
        "requiresSession",
        basic ? Optional.empty() : queue.sessions(),
        "enablePartitioning",
        premium ? Optional.empty() : queue.partitioned(),
        "deadLetteringOnMessageExpiration",
        queue.deadLettering(),
        "autoDeleteOnIdle",
        queue.autoDeleteOnIdle().map(java.time.Duration::toString).map(MessagingResources::days),
        "maxDeliveryCount",
        10);
  }

  /** As Azure writes durations: whole days as days. */
  private static String days(String duration) {
    var hours = java.time.Duration.parse(duration).toHours();
    return hours % 24 == 0 && hours > 0 ? "P" + hours / 24 + "D" : duration;
  }

  private Optional<Integer> size(MessageBroker.Queue queue, List<Integer> sizes) {
    return queue
        .maximumGigabytes()
        .map(wanted -> {
          int size = sizes.stream().filter(s -> s >= wanted).findFirst().orElse(sizes.getLast());
          if (size != wanted) {
            draft.correct(queue.id(), "maximumGigabytes", size, "queue-size", wanted, size);
          }
          return size;
        });
  }

  private void topic(String name, String namespace, MessageBroker.Topic topic) {
    String id =
        draft.add(
            ResourceType.TOPIC,
            name + "/" + topic.name(),
            Draft.of(topic),
            List.of(namespace),
            Json.object("properties", Json.object("supportOrdering", true)));
    for (String subscription : topic.subscriptions()) {
      draft.add(
          ResourceType.SUBSCRIPTION,
          name + "/" + topic.name() + "/" + subscription,
          Optional.empty(),
          List.of(namespace, id),
          Json.object(
              "properties",
              Json.object("maxDeliveryCount", 10, "deadLetteringOnMessageExpiration", true)));
    }
  }

  /** Each service may send to the queues that it sends to, and receive from its own; no more. */
  private void grants(MessageBroker broker, String name) {
    Map<String, Service> services = new java.util.HashMap<>();
    draft.blueprint().services().forEach(s -> services.put(s.deployment(), s));
    for (var route : MessageRoutes.of(draft.blueprint()).routes()) {
      if (!route.broker().equals(broker.resourceName())) {
        continue;
      }
      String queue = draft.id(ResourceType.QUEUE, name + "/" + route.queue());
      for (String sender : new LinkedHashSet<>(route.senders())) {
        grant(services.get(sender), BuiltInRole.SERVICE_BUS_DATA_SENDER, queue);
      }
      grant(services.get(route.consumer()), BuiltInRole.SERVICE_BUS_DATA_RECEIVER, queue);
    }
  }

  private void grant(
      @org.jspecify.annotations.Nullable Service service, BuiltInRole role, String queue) {
    if (service != null) {
      identities.grant(identities.service(service), role, queue, List.of(queue));
    }
  }

  /** A second namespace takes the first's names, not its messages, when its region is lost. */
  private void pair(MessageBroker broker, String name, String id, String region) {
    String there = draft.target().region(region);
    if (!premium(broker)) {
      throw new UndeployableException(broker.id(), "pairedRegion", "pairing", broker.tier());
    }
    if (there.equals(draft.region())) {
      throw new UndeployableException(broker.id(), "pairedRegion", "same-region", there);
    }
    String second =
        namespace(broker, draft.names().second(ResourceType.BROKER, name, "dr"), there, true);
    String alias = draft.names().second(ResourceType.BROKER, name, "alias");
    draft.assume(broker.id(), "alias", alias, "broker-alias", alias);
    var before = new ArrayList<>(List.of(id, second));
    draft.resources().stream()
        .filter(r -> r.type() == ResourceType.QUEUE || r.type() == ResourceType.TOPIC)
        .filter(r -> r.name().startsWith(name + "/"))
        .forEach(r -> before.add(r.id()));
    draft.add(
        ResourceType.BROKER_PAIRING,
        name + "/" + alias,
        Optional.empty(),
        before,
        Json.object("properties", Json.object("partnerNamespace", second)));
  }
}
