package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an alert to the receivers of its rule's action groups, side by side: mail, text message,
 * webhook. Other kinds of receivers have nothing in the twin that could be reached.
 */
final class ActionGroups {
  private static final Logger log = LoggerFactory.getLogger(ActionGroups.class);
  private final AzureScope scope;
  private final ResourceStore store;
  private final ReceiverChannels channels;

  ActionGroups(AzureScope scope, ResourceStore store, ReceiverChannels channels) {
    this.scope = scope;
    this.store = store;
    this.channels = channels;
  }

  /** A message to one receiver. */
  private interface Message {
    void send() throws IOException, InterruptedException;
  }

  void tell(FiredAlert alert) {
    ObjectNode payload = AlertShapes.common(alert, scope);
    for (String id : alert.rule().actionGroups()) {
      store
          .get(id)
          .map(group -> group.path("properties"))
          .filter(group -> group.path("enabled").asBoolean(true))
          .ifPresent(group -> tell(group, alert, payload.toString()));
    }
  }

  private void tell(JsonNode group, FiredAlert alert, String payload) {
    String title =
        "%s: %s Azure Monitor alert %s on %s"
            .formatted(
                alert.condition(),
                AlertShapes.severity(alert),
                alert.rule().name(),
                alert.target().substring(alert.target().lastIndexOf('/') + 1));
    for (JsonNode receiver : group.path("emailReceivers")) {
      String address = receiver.path("emailAddress").asText();
      send(address, () -> channels.email(address, title, text(title, alert), payload));
    }
    for (JsonNode receiver : group.path("smsReceivers")) {
      String number =
          "+" + receiver.path("countryCode").asText() + " " + receiver.path("phoneNumber").asText();
      send(number, () -> channels.textMessage(number, title));
    }
    for (JsonNode receiver : group.path("webhookReceivers")) {
      String target = receiver.path("serviceUri").asText();
      send(target, () -> channels.webhook(URI.create(target), payload));
    }
  }

  private static String text(String title, FiredAlert alert) {
    return title
        + "\r\n\r\n"
        + alert.rule().description()
        + "\r\nResource: "
        + alert.target()
        + "\r\nFired: "
        + alert.startedAt()
        + alert.resolvedAt().map(at -> "\r\nResolved: " + at).orElse("")
        + "\r\n";
  }

  private static void send(String receiver, Message message) {
    Thread.ofVirtual()
        .name("azure-action")
        .start(() -> {
          try {
            message.send();
          } catch (IOException | IllegalArgumentException e) {
            log.warn("receiver={} was not told: {}", receiver, e.toString());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
