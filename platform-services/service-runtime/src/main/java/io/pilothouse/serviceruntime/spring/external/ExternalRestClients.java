package io.pilothouse.serviceruntime.spring.external;

import io.pilothouse.serviceruntime.external.ExternalClients;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.client.RestClient;

/**
 * A RestClient for each external system, whose calls go over that system's guarded channel. What
 * the system itself refuses comes as RestClient's own exceptions; what failed, or was not tried, as
 * {@link io.pilothouse.serviceruntime.external.ExternalCallException}.
 */
public final class ExternalRestClients {

  private final ExternalClients channels;
  private final Map<String, RestClient> clients = new ConcurrentHashMap<>();

  ExternalRestClients(ExternalClients channels) {
    this.channels = channels;
  }

  /**
   * The client of one system, for paths below its address.
   *
   * @param system the blueprint's id of it
   * @throws IllegalArgumentException if the service was not told of it
   */
  public RestClient client(String system) {
    return clients.computeIfAbsent(
        system,
        first -> {
          var channel = channels.client(first);
          return RestClient.builder()
              .baseUrl(channel.address())
              .requestFactory(new ExternalRequestFactory(channel))
              .build();
        });
  }
}
