package io.pilothouse.domainservice.operation;

import io.pilothouse.domainservice.call.ExternalAnswers;
import io.pilothouse.domainservice.event.EventMessages;
import io.pilothouse.domainservice.intent.DomainIntent;
import io.pilothouse.domainservice.resource.ResourceIds;
import io.pilothouse.domainservice.resource.Resources;
import io.pilothouse.serviceruntime.spring.ServiceIdentity;
import io.pilothouse.serviceruntime.spring.data.RepeatedTransactions;
import io.pilothouse.serviceruntime.spring.messaging.TransactionalOutbox;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Operations and their work. */
@Configuration(proxyBeanMethods = false)
class OperationConfiguration {
  @Bean
  OperationWork operationWork(
      ServiceIdentity identity,
      DomainIntent intent,
      JdbcClient jdbc,
      JsonMapper json,
      Resources resources,
      ExternalAnswers externals,
      Optional<TransactionalOutbox> outbox,
      EventMessages messages,
      ResourceIds ids,
      RepeatedTransactions writing,
      Clock clock) {
    return new OperationWork(
        identity.component(),
        intent,
        new Operations(jdbc, json, clock),
        resources,
        externals,
        outbox,
        messages,
        ids,
        writing,
        clock);
  }
}
