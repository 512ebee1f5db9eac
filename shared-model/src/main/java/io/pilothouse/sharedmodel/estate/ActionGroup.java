package io.pilothouse.sharedmodel.estate;

import java.util.List;
import java.util.Map;

/** Who Azure Monitor tells when an alert rule fires. */
public record ActionGroup(
    ResourceId id,
    String name,
    String resourceGroup,
    Map<String, String> tags,
    boolean enabled,
    List<Receiver> receivers)
    implements Resource {
  public ActionGroup {
    tags = Map.copyOf(tags);
    receivers = List.copyOf(receivers);
  }

  /**
   * A receiver.
   *
   * @param channel {@code email}, {@code sms}, {@code voice}, {@code webhook}, {@code logic-app},
   *     {@code azure-function}, {@code azure-app-push}, {@code event-hub}, {@code itsm}, {@code
   *     automation-runbook} or {@code role}; addresses are left out, they may hold secrets
   */
  public record Receiver(String channel, String name) {}
}
