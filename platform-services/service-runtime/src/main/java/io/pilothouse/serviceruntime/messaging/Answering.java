package io.pilothouse.serviceruntime.messaging;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Handles messages that ask by sending the answer where it is expected. The answer's id follows
 * from the question's, so that a question that comes twice has one answer in a queue with duplicate
 * detection. A message that expects no answer is handled all the same.
 */
public final class Answering implements MessageHandler, AutoCloseable {
  private final BrokerConnection broker;
  private final Function<IncomingMessage, String> work;
  private final Map<String, MessageSender> senders = new ConcurrentHashMap<>();

  public Answering(BrokerConnection broker, Function<IncomingMessage, String> work) {
    this.broker = broker;
    this.work = work;
  }

  @Override
  public void handle(IncomingMessage question) {
    var answer = work.apply(question);
    question
        .replyTo()
        .ifPresent(address ->
            senders
                .computeIfAbsent(address.queue(), broker::sender)
                .send(
                    new OutgoingMessage(
                        "reply-" + question.id(),
                        answer,
                        Optional.of(address.session()).filter(session -> !session.isEmpty()),
                        Map.of(),
                        Optional.empty(),
                        Optional.of(question.id()))));
  }

  @Override
  public void close() {
    senders.values().forEach(MessageSender::close);
  }
}
