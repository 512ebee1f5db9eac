package io.pilothouse.operations.health;

import io.pilothouse.operations.Sources;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Health;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A declared message broker with its queues and topics, bound to the namespace that runs. */
final class BrokerComponents {
  private final Estate estate;
  private final Statuses statuses;
  private final QueueJudge queues;

  BrokerComponents(Estate estate, Statuses statuses, QueueJudge queues) {
    this.estate = estate;
    this.statuses = statuses;
    this.queues = queues;
  }

  void judge(MessageBroker broker, Sentence absent, List<ComponentStatus> into) {
    Optional<Observed<ServiceBusNamespace>> live = estate.namespace(broker.resourceName());
    into.add(
        status(
            broker,
            "message-broker",
            live,
            absent,
            (facts, judgement) ->
                live.ifPresent(namespace -> broker(broker, namespace, facts, judgement))));
    broker.queues().forEach(q -> into.add(entity(q, "queue", q.name(), live, absent)));
    broker.topics().forEach(t -> into.add(entity(t, "topic", t.name(), live, absent)));
  }

  private void broker(
      MessageBroker broker,
      Observed<ServiceBusNamespace> namespace,
      Facts facts,
      Judgement judgement) {
    facts.state("state", namespace.value().state(), namespace);
    facts.stateIf("tier", namespace.value().sku(), namespace);
    if (!namespace.value().state().equals("Active")) {
      judgement.say(Health.CAUTION, "operations.azure.state", namespace.value().state());
    }
    broker.queues().forEach(q -> queues.ofBroker(namespace, q.name(), facts, judgement));
    broker.topics().forEach(t -> queues.ofBroker(namespace, t.name(), facts, judgement));
  }

  private ComponentStatus entity(
      Component component,
      String kind,
      String name,
      Optional<Observed<ServiceBusNamespace>> live,
      Sentence absent) {
    return status(
        component,
        kind,
        live,
        absent,
        (facts, judgement) ->
            live.ifPresent(namespace -> queues.judge(namespace, name, facts, judgement)));
  }

  private ComponentStatus status(
      Component component,
      String kind,
      Optional<Observed<ServiceBusNamespace>> live,
      Sentence absent,
      BiConsumer<Facts, Judgement> judge) {
    return statuses.of(
        component.id(),
        kind,
        component.name(),
        Sources.AZURE_CONFIGURATION,
        List.of(Sources.AZURE_METRICS),
        live,
        "Service Bus namespaces",
        absent,
        live.map(namespace -> List.of(namespace.value().id())).orElse(List.of()),
        judge);
  }
}
