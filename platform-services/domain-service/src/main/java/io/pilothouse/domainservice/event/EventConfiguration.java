package io.pilothouse.domainservice.event;

import io.pilothouse.domainservice.history.History;
import io.pilothouse.domainservice.history.HistoryWriter;
import io.pilothouse.domainservice.intent.DomainIntent;
import io.pilothouse.domainservice.operation.OperationWork;
import io.pilothouse.serviceruntime.messaging.MessageHandler;
import io.pilothouse.serviceruntime.spring.ServiceIdentity;
import io.pilothouse.serviceruntime.spring.messaging.TransactionalOutbox;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Who tells of changes, and who works off what is told. */
@Configuration(proxyBeanMethods = false)
class EventConfiguration {
  @Bean
  EventMessages eventMessages(JsonMapper json) {
    return new EventMessages(json);
  }

  @Bean
  EventPublisher eventPublisher(
      ServiceIdentity identity,
      DomainIntent intent,
      Optional<TransactionalOutbox> outbox,
      EventMessages messages,
      HistoryWriter history) {
    return new EventPublisher(identity.component(), intent, outbox, messages, history);
  }

  /** Named by the properties of each queue that the service works off. */
  @Bean
  MessageHandler queueWorker(
      ServiceIdentity identity, EventMessages messages, OperationWork operations, History history) {
    return new QueueWorker(identity.component(), messages, operations, history);
  }
}
