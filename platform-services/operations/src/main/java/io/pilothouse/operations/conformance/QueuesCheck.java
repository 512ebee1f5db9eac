package io.pilothouse.operations.conformance;

import io.pilothouse.operations.binding.Parts;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace;
import java.util.List;

/** The queues of a Service Bus namespace and their options. */
final class QueuesCheck implements Check<MessageBroker, ServiceBusNamespace> {
  @Override
  public void check(
      MessageBroker declared, Observed<ServiceBusNamespace> live, LiveSide side, Comparison say) {
    List<ServiceBusNamespace.Queue> queues = live.value().queues();
    Parts<MessageBroker.Queue, ServiceBusNamespace.Queue> parts =
        Parts.match(
            declared.queues(),
            q -> List.of(q.name(), q.id()),
            queues,
            ServiceBusNamespace.Queue::name);
    parts.pairs().forEach((wanted, queue) -> compare(wanted, queue, here(say, wanted)));
    parts.missing().forEach(w -> here(say, w).absent("", "", Value.word(w.name()), "queues"));
    parts.extra().forEach(q -> say.undeclared("queues", q.name(), Value.word(q.name()), "queues"));
  }

  private static Comparison here(Comparison say, MessageBroker.Queue queue) {
    return say.of(queue.id(), queue.name(), queue.source());
  }

  private static void compare(
      MessageBroker.Queue wanted, ServiceBusNamespace.Queue live, Comparison say) {
    String at = "queues/" + live.name() + " ";
    say.equal(
        "maximumGigabytes",
        wanted.maximumGigabytes().map(Value::of),
        live.maximumMegabytes().map(m -> Value.of(m / 1024.0)),
        at + "maxSizeInMegabytes");
    say.equal(
        "duplicateDetection",
        wanted.duplicateDetection().map(Value::of),
        live.duplicateDetection().map(Value::of),
        at + "requiresDuplicateDetection");
    say.equal(
        "sessions",
        wanted.sessions().map(Value::of),
        live.sessions().map(Value::of),
        at + "requiresSession");
    say.equal(
        "partitioned",
        wanted.partitioned().map(Value::of),
        live.partitioned().map(Value::of),
        at + "enablePartitioning");
    say.equal(
        "deadLettering",
        wanted.deadLettering().map(Value::of),
        live.deadLetterOnExpiration().map(Value::of),
        at + "deadLetteringOnMessageExpiration");
    say.equal(
        "autoDeleteOnIdle",
        wanted.autoDeleteOnIdle().map(Value::of),
        live.autoDeleteOnIdle().map(Value::of),
        at + "autoDeleteOnIdle");
  }
}
