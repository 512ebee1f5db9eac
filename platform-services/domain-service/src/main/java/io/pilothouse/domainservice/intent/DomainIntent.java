package io.pilothouse.domainservice.intent;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code pilothouse.service.*}: what this service is. A blueprint sets all of it.
 *
 * @param name the document's name of it
 * @param systemName the document's name of the system
 * @param purpose what the document says that it is for
 * @param architecture the style that the document gives it
 * @param source where the document describes it
 * @param collection plural by which its resources go in addresses
 * @param cachePattern under which its resources are cached
 * @param sends queues that are told of its changes
 * @param consumes queues that it works off
 * @param downstream the services that it calls, by id
 * @param externals what the document says the external systems are called for, by id
 */
@ConfigurationProperties("pilothouse.service")
public record DomainIntent(
    @DefaultValue("Service") String name,
    @DefaultValue("local") String systemName,
    Optional<String> purpose,
    Optional<String> architecture,
    Optional<String> source,
    @DefaultValue("resources") String collection,
    @DefaultValue("resource_data") String cachePattern,
    @DefaultValue List<Queue> sends,
    @DefaultValue List<Queue> consumes,
    @DefaultValue Map<String, Downstream> downstream,
    @DefaultValue Map<String, String> externals) {

  public DomainIntent {
    sends = List.copyOf(sends);
    consumes = List.copyOf(consumes);
    downstream = Map.copyOf(downstream);
    externals = Map.copyOf(externals);
    if (!collection.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "pilothouse.service.collection is '%s'; it needs lower-case words joined by hyphens"
              .formatted(collection));
    }
  }

  /** A queue. @param sessions whether its messages belong to sessions */
  public record Queue(String queue, @DefaultValue("false") boolean sessions) {}

  /** A service that is called. @param collection plural by which its resources go */
  public record Downstream(URI url, @DefaultValue("resources") String collection) {}
}
