package io.pilothouse.operations.conformance;

import io.pilothouse.operations.binding.Parts;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace;
import java.util.List;
import java.util.Optional;

/** The topics of a Service Bus namespace with their subscriptions. */
final class TopicsCheck implements Check<MessageBroker, ServiceBusNamespace> {
  @Override
  public void check(
      MessageBroker declared, Observed<ServiceBusNamespace> live, LiveSide side, Comparison say) {
    Parts<MessageBroker.Topic, ServiceBusNamespace.Topic> parts =
        Parts.match(
            declared.topics(),
            t -> List.of(t.name(), t.id()),
            live.value().topics(),
            ServiceBusNamespace.Topic::name);
    parts
        .pairs()
        .forEach((wanted, topic) ->
            subscriptions(wanted, topic, say.of(wanted.id(), wanted.name(), wanted.source())));
    parts
        .missing()
        .forEach(w ->
            say.of(w.id(), w.name(), w.source()).absent("", "", Value.word(w.name()), "topics"));
    parts.extra().forEach(t -> say.undeclared("topics", t.name(), Value.word(t.name()), "topics"));
  }

  private static void subscriptions(
      MessageBroker.Topic wanted, ServiceBusNamespace.Topic live, Comparison say) {
    Parts<String, ServiceBusNamespace.Subscription> parts =
        Parts.match(
            wanted.subscriptions(),
            List::of,
            live.subscriptions(),
            ServiceBusNamespace.Subscription::name);
    String at = "topics/" + live.name() + "/subscriptions";
    parts
        .pairs()
        .forEach(
            (w, l) -> say.equal("subscriptions", Value.word(w), Optional.of(Value.word(w)), at));
    parts.missing().forEach(w -> say.absent("subscriptions", w, Value.word(w), at));
    parts.extra().forEach(l -> say.undeclared("subscriptions", l.name(), Value.word(l.name()), at));
  }
}
