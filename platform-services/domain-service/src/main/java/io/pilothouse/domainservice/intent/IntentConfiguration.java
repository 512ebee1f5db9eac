package io.pilothouse.domainservice.intent;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What follows from who the service is. */
@Configuration(proxyBeanMethods = false)
class IntentConfiguration {
  @Bean
  SchemaName schemaName(@Value("${pilothouse.component:service}") String component) {
    return SchemaName.of(component);
  }
}
