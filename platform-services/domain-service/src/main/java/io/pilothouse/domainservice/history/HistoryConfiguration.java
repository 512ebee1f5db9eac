package io.pilothouse.domainservice.history;

import io.pilothouse.serviceruntime.spring.data.RepeatedTransactions;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** History and who writes it. */
@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {
  @Bean
  History history(JdbcClient jdbc, Clock clock) {
    return new History(jdbc, clock);
  }

  @Bean(destroyMethod = "close")
  HistoryWriter historyWriter(History history, RepeatedTransactions writing) {
    return new HistoryWriter(history, writing);
  }
}
