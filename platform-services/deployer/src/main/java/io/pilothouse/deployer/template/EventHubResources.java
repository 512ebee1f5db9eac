package io.pilothouse.deployer.template;

import io.pilothouse.sharedmodel.blueprint.ManagedService;
import io.pilothouse.sharedmodel.blueprint.Relation;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Event Hubs namespaces with one hub each, and who sends to it. */
final class EventHubResources {
  private final Draft draft;
  private final Identities identities;

  EventHubResources(Draft draft, Identities identities) {
    this.draft = draft;
    this.identities = identities;
  }

  void write() {
    draft.blueprint().managedServices().stream()
        .filter(m -> m.type().equals("event-hub"))
        .forEach(this::write);
  }

  private void write(ManagedService managed) {
    String name =
        managed
            .resourceName()
            .map(n -> draft.names().component(ResourceType.EVENT_HUBS, managed.id(), n, true))
            .orElseGet(() ->
                draft
                    .target()
                    .choices()
                    .names()
                    .getOrDefault(
                        managed.id(), draft.names().of(ResourceType.EVENT_HUBS, "evhns")));
    String tier =
        managed.sku().orElse("Standard").toLowerCase(Locale.ROOT).startsWith("premium")
            ? "Premium"
            : "Standard";
    String id =
        draft.add(
            ResourceType.EVENT_HUBS,
            name,
            Draft.of(managed),
            List.of(),
            Json.object(
                "sku",
                Json.object("name", tier, "tier", tier, "capacity", 1),
                "properties",
                Json.object(
                    "minimumTlsVersion",
                    "1.2",
                    "disableLocalAuth",
                    true,
                    "isAutoInflateEnabled",
                    false)));
    String hub =
        draft.add(
            ResourceType.EVENT_HUB,
            name + "/" + draft.blueprint().system(),
            Optional.empty(),
            List.of(id),
            Json.object(
                "properties", Json.object("partitionCount", 4, "messageRetentionInDays", 1)));
    draft.assume(managed.id(), "eventHubs", draft.blueprint().system(), "event-hub", 4);
    for (Service service : draft.blueprint().services()) {
      if (sends(service, managed)) {
        identities.grant(
            identities.service(service), BuiltInRole.EVENT_HUBS_DATA_SENDER, hub, List.of(hub));
      }
    }
  }

  private boolean sends(Service service, ManagedService hub) {
    return draft.blueprint().relations().stream()
        .anyMatch(r ->
            r.type() == Relation.Type.MESSAGE
                && r.from().equals(service.id())
                && r.to().equals(hub.id()));
  }
}
