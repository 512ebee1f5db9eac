package io.pilothouse.serviceruntime.spring.external;

import io.pilothouse.serviceruntime.external.ExternalClient;
import io.pilothouse.serviceruntime.external.ExternalClients;
import io.pilothouse.serviceruntime.external.HttpExchange;
import io.pilothouse.serviceruntime.metrics.DependencyErrors;
import io.pilothouse.serviceruntime.spring.ServiceRuntimeAutoConfiguration;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** One guarded channel for each {@code pilothouse.external.ID}. */
@AutoConfiguration(after = ServiceRuntimeAutoConfiguration.class)
@EnableConfigurationProperties(ExternalProperties.class)
public class ExternalCallsAutoConfiguration {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  @Bean(destroyMethod = "shutdownNow")
  @ConditionalOnMissingBean
  HttpClient externalHttpClient() {
    return HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
  }

  @Bean
  @ConditionalOnMissingBean
  HttpExchange httpExchange(HttpClient externalHttpClient) {
    return request -> externalHttpClient.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  @Bean
  @ConditionalOnMissingBean
  ExternalClients externalClients(
      ExternalProperties properties,
      HttpExchange httpExchange,
      DependencyErrors errors,
      Clock clock) {
    var clients = new HashMap<String, ExternalClient>();
    properties
        .external()
        .forEach((system, target) ->
            clients.put(
                system,
                new ExternalClient(
                    system, target::address, target.policy(), httpExchange, errors, clock)));
    return new ExternalClients(clients);
  }
}
