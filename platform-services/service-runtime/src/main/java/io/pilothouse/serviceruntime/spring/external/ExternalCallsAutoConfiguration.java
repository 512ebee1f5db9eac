package io.pilothouse.serviceruntime.spring.external;

import io.pilothouse.serviceruntime.external.ExternalClient;
import io.pilothouse.serviceruntime.external.ExternalClients;
import io.pilothouse.serviceruntime.external.HttpExchange;
import io.pilothouse.serviceruntime.metrics.DependencyErrors;
import io.pilothouse.serviceruntime.spring.ServiceRuntimeAutoConfiguration;
import io.pilothouse.serviceruntime.trace.CurrentTrace;
import io.pilothouse.serviceruntime.trace.TraceContext;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
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
    return request ->
        externalHttpClient.sendAsync(traced(request), HttpResponse.BodyHandlers.ofByteArray());
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

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnClass(name = "org.springframework.web.client.RestClient")
  ExternalRestClients externalRestClients(ExternalClients externalClients) {
    return new ExternalRestClients(externalClients);
  }

  /** The call is part of the trace of the request that it is made for. */
  private static HttpRequest traced(HttpRequest request) {
    return CurrentTrace.get()
        .map(trace ->
            HttpRequest.newBuilder(request, (name, value) -> true)
                .setHeader(TraceContext.TRACE_HEADER, trace.traceParent())
                .setHeader(TraceContext.REQUEST_HEADER, trace.requestId())
                .build())
        .orElse(request);
  }
}
