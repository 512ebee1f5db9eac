package io.pilothouse.serviceruntime.spring.messaging;

import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import io.pilothouse.serviceruntime.data.RoutedDatabase;
import io.pilothouse.serviceruntime.dependency.FailureKind;
import io.pilothouse.serviceruntime.messaging.BrokerConnection;
import io.pilothouse.serviceruntime.messaging.HandledMessages;
import io.pilothouse.serviceruntime.messaging.MessageConsumer;
import io.pilothouse.serviceruntime.messaging.MessageHandler;
import io.pilothouse.serviceruntime.metrics.DependencyErrors;
import io.pilothouse.serviceruntime.outbox.OutboxPublisher;
import io.pilothouse.serviceruntime.spring.ServiceRuntimeAutoConfiguration;
import io.pilothouse.serviceruntime.spring.data.DatabaseAutoConfiguration;
import io.pilothouse.serviceruntime.spring.data.RepeatedTransactions;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Consumes the queues of {@code pilothouse.messaging.queues} with the {@link MessageHandler} beans
 * of their names, and sends what the service puts into its {@link TransactionalOutbox}.
 */
@AutoConfiguration(
    after = {ServiceRuntimeAutoConfiguration.class, DatabaseAutoConfiguration.class},
    afterName = "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration")
@ConditionalOnClass(ServiceBusClientBuilder.class)
@Conditional(OnBroker.class)
@EnableConfigurationProperties(MessagingProperties.class)
public class MessagingAutoConfiguration {

  private static final String EMPTY_QUEUE_WARNER =
      "com.azure.messaging.servicebus.ServiceBusMessageSerializer";

  @Bean
  @ConditionalOnMissingBean
  BrokerConnection brokerConnection(
      MessagingProperties properties, DependencyErrors errors, Clock clock) {
    return Optional.ofNullable(properties.connectionString())
        .map(text -> new BrokerConnection(text, properties.patience(), clock))
        .orElseGet(() -> Identity.connection(properties, clock))
        .tellingFailures(failure -> errors.count(properties.broker(), FailureKind.of(failure)));
  }

  @Bean
  @ConditionalOnMissingBean
  QueueConsumers queueConsumers(
      MessagingProperties properties,
      BrokerConnection broker,
      Map<String, MessageHandler> handlers,
      ObjectProvider<RepeatedTransactions> transactions,
      ObjectProvider<DataSource> source) {
    return new QueueConsumers(
        properties.queues().entrySet().stream()
            .map(queue -> {
              var name = queue.getKey();
              var handler = handler(name, queue.getValue(), handlers);
              return consumer(
                  broker, name, queue.getValue(), handler, properties, transactions, source);
            })
            .toList());
  }

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  QueueDepths queueDepths(
      MessagingProperties properties,
      BrokerConnection broker,
      ObjectProvider<LoggingSystem> logging) {
    // The library warns each time that it looks into an empty queue.
    logging.ifAvailable(system -> system.setLogLevel(EMPTY_QUEUE_WARNER, LogLevel.ERROR));
    return new QueueDepths(
        Stream.concat(properties.queues().keySet().stream(), properties.watched().stream())
            .distinct()
            .sorted()
            .map(broker::depth)
            .toList(),
        properties.depthPeriod());
  }

  private static MessageHandler handler(
      String queue, MessagingProperties.Queue settings, Map<String, MessageHandler> handlers) {
    var name = settings.handlerFor(queue);
    return Optional.ofNullable(handlers.get(name))
        .orElseThrow(() ->
            new IllegalStateException(
                "queue %s has no handler: there is no MessageHandler bean %s, only %s; set pilothouse.messaging.queues.%s.handler"
                    .formatted(queue, name, handlers.keySet(), queue)));
  }

  private static MessageConsumer consumer(
      BrokerConnection broker,
      String queue,
      MessagingProperties.Queue settings,
      MessageHandler handler,
      MessagingProperties properties,
      ObjectProvider<RepeatedTransactions> transactions,
      ObjectProvider<DataSource> source) {
    var inTransactions = transactions.getIfAvailable();
    var database = source.getIfAvailable();
    var called =
        settings.once() && inTransactions != null && database != null
            ? new OnceInTransaction(
                queue, handler, inTransactions, database, properties.handledKept())
            : handler;
    return broker.consumer(settings.settings(queue), HandledMessages.untracked(), called);
  }

  /** Without a key; apart, since a service with one needs no identity library. */
  private static final class Identity {
    static BrokerConnection connection(MessagingProperties properties, Clock clock) {
      return new BrokerConnection(
          String.valueOf(properties.namespace()),
          new DefaultAzureCredentialBuilder().build(),
          properties.patience(),
          clock);
    }
  }

  /** Where there is a database. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBean(RoutedDatabase.class)
  static class WithDatabase {

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    OutboxPublisher outboxPublisher(
        RoutedDatabase database,
        BrokerConnection broker,
        MessagingProperties properties,
        Clock clock) {
      return new OutboxPublisher(database.forWrites(), broker, properties.outboxPeriod(), clock);
    }

    @Bean
    @ConditionalOnMissingBean
    TransactionalOutbox transactionalOutbox(DataSource source, OutboxPublisher publisher) {
      return new TransactionalOutbox(source, publisher);
    }
  }
}
