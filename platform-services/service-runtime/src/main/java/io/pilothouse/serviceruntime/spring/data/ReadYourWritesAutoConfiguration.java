package io.pilothouse.serviceruntime.spring.data;

import io.pilothouse.serviceruntime.data.RoutedDatabase;
import io.pilothouse.serviceruntime.spring.ServiceRuntimeAutoConfiguration;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.filter.OncePerRequestFilter;

/** A session reads its own writes where reads go to replicas. */
@AutoConfiguration(after = {DatabaseAutoConfiguration.class, ServiceRuntimeAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(OncePerRequestFilter.class)
@ConditionalOnBean(RoutedDatabase.class)
@ConditionalOnProperty("pilothouse.database.replicas[0].url")
public class ReadYourWritesAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  ReadYourWritesFilter readYourWritesFilter(RoutedDatabase database, Clock clock) {
    return new ReadYourWritesFilter(database.policy(), clock);
  }
}
