package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.broker.QueueCounts;
import java.util.Locale;
import java.util.Optional;

/** Adds to a queue or subscription, when it is read, how many messages it holds at this moment. */
record MessageCounts(AzureEstate estate) {
  private static final String PROVIDER = "/providers/microsoft.servicebus/namespaces/";

  /** The resource with its counts; what is no queue or subscription as it is. */
  ObjectNode in(ObjectNode resource) {
    String id = resource.path("id").asText("");
    return counts(id.toLowerCase(Locale.ROOT))
        .map(counts -> {
          ObjectNode live = resource.deepCopy();
          ObjectNode properties = live.withObject("/properties");
          properties
              .put("messageCount", counts.active() + counts.deadLetters() + counts.scheduled())
              .put("sizeInBytes", counts.bytes());
          properties
              .putObject("countDetails")
              .put("activeMessageCount", counts.active())
              .put("deadLetterMessageCount", counts.deadLetters())
              .put("scheduledMessageCount", counts.scheduled())
              .put("transferMessageCount", 0)
              .put("transferDeadLetterMessageCount", 0);
          return live;
        })
        .orElse(resource);
  }

  private Optional<QueueCounts> counts(String id) {
    int at = id.indexOf(PROVIDER);
    if (at < 0) {
      return Optional.empty();
    }
    String[] path = id.substring(at + PROVIDER.length()).split("/", -1);
    String address =
        switch (path.length) {
          case 3 -> path[1].equals("queues") ? path[2] : "";
          case 5 -> path[2] + "/subscriptions/" + path[4];
          default -> "";
        };
    return address.isEmpty()
        ? Optional.empty()
        : estate.brokers().stream()
            .filter(b -> b.name().equalsIgnoreCase(path[0]))
            .flatMap(b -> b.queues().stream())
            .filter(q -> q.name().equalsIgnoreCase(address))
            .findFirst();
  }
}
