package io.pilothouse.serviceruntime.spring.data;

import com.zaxxer.hikari.HikariDataSource;
import io.pilothouse.serviceruntime.data.PoolSettings;
import io.pilothouse.serviceruntime.data.RoutedDatabase;
import io.pilothouse.serviceruntime.data.RoutingPolicy;
import java.time.Clock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionManager;

/**
 * A DataSource that goes to the primary, and in a {@code @Transactional(readOnly = true)} method to
 * a replica within the lag objective. A connection is taken when the first statement is made, so a
 * transaction that finds all in the cache takes none.
 */
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration"
    })
@ConditionalOnClass({
  HikariDataSource.class,
  LazyConnectionDataSourceProxy.class,
  JdbcTransactionManager.class
})
@ConditionalOnProperty("pilothouse.database.primary.url")
@EnableConfigurationProperties(DatabaseProperties.class)
public class DatabaseAutoConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseAutoConfiguration.class);

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  RoutedDatabase routedDatabase(DatabaseProperties properties, ObjectProvider<Clock> clock) {
    var pool = fitted(properties);
    return new RoutedDatabase(
        properties.primaryEndpoint(),
        properties.replicaEndpoints(),
        pool,
        DatabaseProperties.forReplica(pool),
        new RoutingPolicy(properties.lagObjective(), properties.probePeriod()),
        clock.getIfAvailable(Clock::systemUTC));
  }

  @Bean
  @ConditionalOnMissingBean
  DataSource dataSource(RoutedDatabase database) {
    var source = new LazyConnectionDataSourceProxy();
    source.setTargetDataSource(database.forWrites());
    source.setReadOnlyDataSource(database.forReads());
    source.setDefaultAutoCommit(true);
    source.setDefaultTransactionIsolation(java.sql.Connection.TRANSACTION_READ_COMMITTED);
    return source;
  }

  @Bean
  @ConditionalOnBean(RoutedDatabase.class)
  @ConditionalOnMissingBean(TransactionManager.class)
  PlatformTransactionManager transactionManager(DataSource source) {
    return new RoutedTransactionManager(source);
  }

  /** For writes that are to survive a failover. */
  @Bean
  @ConditionalOnMissingBean
  RepeatedTransactions repeatedTransactions(PlatformTransactionManager transactions) {
    return new RepeatedTransactions(transactions, false);
  }

  private static PoolSettings fitted(DatabaseProperties properties) {
    var wanted = properties.wantedPool();
    var budget = properties.budget();
    budget
        .flatMap(known -> known.lowered(wanted))
        .ifPresent(
            why -> LOG.warn("database={} pool {}", properties.primaryEndpoint().name(), why));
    return budget.map(known -> known.fit(wanted)).orElse(wanted);
  }
}
