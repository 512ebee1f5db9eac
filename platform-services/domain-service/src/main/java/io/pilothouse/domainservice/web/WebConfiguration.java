package io.pilothouse.domainservice.web;

import io.pilothouse.domainservice.intent.DomainIntent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** What the controllers share. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {
  @Bean
  Collection collection(DomainIntent intent) {
    return new Collection("/api/v1/" + intent.collection());
  }

  @Bean
  Documents documents(JsonMapper json) {
    return new Documents(json);
  }
}
