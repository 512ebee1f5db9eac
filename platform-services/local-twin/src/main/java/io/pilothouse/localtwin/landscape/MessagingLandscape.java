package io.pilothouse.localtwin.landscape;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.azure.StoredResource;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.blueprint.MessageBroker.Queue;
import java.util.ArrayList;
import java.util.List;

/** Service Bus namespaces with their queues, topics and subscriptions. Pure. */
final class MessagingLandscape {
  private static final String NAMESPACES = "Microsoft.ServiceBus/namespaces";
  private final ResourceNames names;

  MessagingLandscape(ResourceNames names) {
    this.names = names;
  }

  List<StoredResource> of(List<MessageBroker> brokers) {
    var all = new ArrayList<StoredResource>();
    for (MessageBroker broker : brokers) {
      String name = broker.resourceName();
      all.add(namespace(broker));
      for (Queue queue : broker.queues()) {
        all.add(entity("queues", List.of(name, queue.name()), queue(queue)));
      }
      for (var topic : broker.topics()) {
        all.add(entity("topics", List.of(name, topic.name()), object()));
        topic
            .subscriptions()
            .forEach(subscription ->
                all.add(
                    entity(
                        "topics/subscriptions",
                        List.of(name, topic.name(), subscription),
                        object())));
      }
      broker
          .pairedRegion()
          .ifPresent(region ->
              all.add(
                  entity(
                      "disasterRecoveryConfigs",
                      List.of(name, name + "-alias"),
                      pair(name, region))));
    }
    return all;
  }

  private StoredResource namespace(MessageBroker broker) {
    ObjectNode body = names.tracked();
    ObjectNode sku = body.putObject("sku").put("name", broker.tier()).put("tier", broker.tier());
    boolean premium = broker.tier().equalsIgnoreCase("Premium");
    if (premium) {
      sku.put("capacity", broker.messagingUnits().orElse(1));
    }
    body.putObject("properties")
        .put("zoneRedundant", premium)
        .put("minimumTlsVersion", "1.2")
        .put("disableLocalAuth", broker.managedIdentity())
        .put("publicNetworkAccess", broker.privateEndpoint() ? "Disabled" : "Enabled");
    return new StoredResource(NAMESPACES, List.of(broker.resourceName()), body);
  }

  private static ObjectNode queue(Queue queue) {
    ObjectNode properties = object();
    queue
        .maximumGigabytes()
        .ifPresent(size -> properties.put("maxSizeInMegabytes", Math.round(size * 1024)));
    queue.duplicateDetection().ifPresent(on -> properties.put("requiresDuplicateDetection", on));
    queue.sessions().ifPresent(on -> properties.put("requiresSession", on));
    queue.partitioned().ifPresent(on -> properties.put("enablePartitioning", on));
    queue.deadLettering().ifPresent(on -> properties.put("deadLetteringOnMessageExpiration", on));
    queue.autoDeleteOnIdle().ifPresent(idle -> properties.put("autoDeleteOnIdle", idle.toString()));
    return properties;
  }

  private ObjectNode pair(String name, String region) {
    String partner =
        names
            .id(NAMESPACES, name + "-" + region)
            .replace(names.scope().resourceGroup(), names.scope().resourceGroup() + "-" + region);
    return object().put("partnerNamespace", partner).put("role", "Primary");
  }

  private static StoredResource entity(String type, List<String> path, ObjectNode properties) {
    ObjectNode body = object();
    body.set("properties", properties);
    return new StoredResource(NAMESPACES + "/" + type, path, body);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
