package io.pilothouse.domainservice.history;

import io.pilothouse.domainservice.intent.SchemaName;
import io.pilothouse.domainservice.resource.ResourceChanges;
import java.time.Clock;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** History and who writes it. */
@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {
  @Bean
  History history(JdbcClient jdbc, SchemaName schema, Clock clock) {
    return new History(jdbc, schema.name(), clock);
  }

  @Bean
  ResourceChanges resourceChanges(
      History history, @Value("${pilothouse.component:service}") String component) {
    return (kind, resource) ->
        history.write(
            new HistoryEntry(
                resource.id() + "/" + resource.version() + "/" + kind,
                resource.id(),
                "resource." + kind.name().toLowerCase(Locale.ROOT),
                component,
                resource.changedAt()));
  }
}
