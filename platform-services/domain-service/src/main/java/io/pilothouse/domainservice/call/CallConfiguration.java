package io.pilothouse.domainservice.call;

import io.pilothouse.domainservice.intent.DomainIntent;
import io.pilothouse.serviceruntime.external.ExternalClients;
import io.pilothouse.serviceruntime.metrics.DependencyErrors;
import java.net.http.HttpClient;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** What the service calls. */
@Configuration(proxyBeanMethods = false)
class CallConfiguration {
  @Bean
  ExternalAnswers externalAnswers(ExternalClients clients, JsonMapper json) {
    return new ExternalAnswers(clients, json);
  }

  @Bean
  DownstreamServices downstreamServices(
      DomainIntent intent,
      HttpClient externalHttpClient,
      DependencyErrors errors,
      JsonMapper json,
      Clock clock) {
    return new DownstreamServices(intent, externalHttpClient, errors, json, clock);
  }
}
