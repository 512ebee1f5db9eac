package io.pilothouse.sharedmodel.blueprint;

import java.util.Map;
import java.util.Optional;

/**
 * Another managed service that stands on the map: Key Vault, container registry, workspace,
 * external API.
 *
 * @param type the field's term in lower case with hyphens, such as {@code key-vault}, {@code
 *     container-registry}, {@code log-analytics}, {@code application-insights}, {@code
 *     external-api}
 * @param runsIn id of the cluster or node pool, where it is a workload of the cluster
 * @param properties what the document says of it, by name
 */
public record ManagedService(
    String id,
    String name,
    String type,
    Optional<String> resourceName,
    Optional<String> sku,
    Optional<String> subnet,
    Optional<String> runsIn,
    Map<String, Object> properties,
    Optional<Source> source)
    implements Component {
  public ManagedService {
    properties = Lists.orEmpty(properties);
  }
}
