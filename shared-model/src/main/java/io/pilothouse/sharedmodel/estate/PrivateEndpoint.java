package io.pilothouse.sharedmodel.estate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An Azure private endpoint.
 *
 * @param subnet id of its subnet
 * @param target id of the resource that it leads to
 * @param groups parts of the target, such as {@code postgresqlServer} or {@code redisCache}
 * @param connection Approved, Pending, Rejected or Disconnected
 * @param addresses its private addresses
 * @param dnsNames names that the addresses stand for
 */
public record PrivateEndpoint(
    ResourceId id,
    String name,
    String resourceGroup,
    String location,
    Map<String, String> tags,
    Optional<ResourceId> subnet,
    Optional<ResourceId> target,
    List<String> groups,
    Optional<String> connection,
    List<String> addresses,
    List<String> dnsNames)
    implements Resource {
  public PrivateEndpoint {
    tags = Map.copyOf(tags);
    groups = List.copyOf(groups);
    addresses = List.copyOf(addresses);
    dnsNames = List.copyOf(dnsNames);
  }
}
