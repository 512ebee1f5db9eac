package io.pilothouse.domainservice.message;

import io.pilothouse.domainservice.intent.DomainIntent;
import io.pilothouse.serviceruntime.data.RoutedDatabase;
import io.pilothouse.serviceruntime.messaging.BrokerConnection;
import io.pilothouse.serviceruntime.messaging.ConsumerSettings;
import io.pilothouse.serviceruntime.messaging.HandledMessages;
import io.pilothouse.serviceruntime.messaging.MessageHandler;
import io.pilothouse.serviceruntime.outbox.OutboxPublisher;
import io.pilothouse.serviceruntime.spring.data.RepeatedTransactions;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The queues of a service that has a broker. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("pilothouse.messaging.connection-string")
class MessageConfiguration {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration OUTBOX_PERIOD = Duration.ofSeconds(1);
  private static final Duration SESSION_IDLE = Duration.ofSeconds(2);
  private static final Duration DRAIN = Duration.ofSeconds(10);
  private static final int CONCURRENCY = 4;
  private static final int ATTEMPTS = 5;

  @Bean
  BrokerConnection brokerConnection(
      @Value("${pilothouse.messaging.connection-string}") String connection, Clock clock) {
    return new BrokerConnection(connection, PATIENCE, clock);
  }

  @Bean(destroyMethod = "close")
  OutboxPublisher outboxPublisher(RoutedDatabase database, BrokerConnection broker, Clock clock) {
    return new OutboxPublisher(database.forWrites(), broker, OUTBOX_PERIOD, clock);
  }

  @Bean
  EventOutbox eventOutbox(DataSource source, OutboxPublisher publisher) {
    return new EventOutbox(source, publisher);
  }

  @Bean(destroyMethod = "close")
  QueueWork queueWork(
      DomainIntent intent,
      BrokerConnection broker,
      MessageHandler queueWorker,
      RepeatedTransactions writing,
      DataSource source) {
    return new QueueWork(
        intent.consumes().stream()
            .map(queue ->
                broker.consumer(
                    new ConsumerSettings(
                        queue.queue(),
                        queue.sessions(),
                        CONCURRENCY,
                        ATTEMPTS,
                        SESSION_IDLE,
                        DRAIN),
                    HandledMessages.untracked(),
                    new OnceHandler(queue.queue(), queueWorker, writing, source)))
            .toList(),
        Stream.concat(intent.consumes().stream(), intent.sends().stream())
            .map(queue -> broker.depth(queue.queue()))
            .toList());
  }
}
