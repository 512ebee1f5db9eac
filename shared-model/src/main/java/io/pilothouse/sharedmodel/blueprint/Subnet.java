package io.pilothouse.sharedmodel.blueprint;

import java.util.List;
import java.util.Optional;

/**
 * A subnet of the virtual network.
 *
 * @param addressPrefix CIDR, such as {@code 10.0.1.0/24}
 * @param purpose what the document says it is for
 * @param delegation the resource provider that it is delegated to
 * @param serviceEndpoints resource providers reached through service endpoints
 * @param fixedName the name that the document says it must have
 */
public record Subnet(
    String id,
    String name,
    String addressPrefix,
    Optional<String> purpose,
    Optional<String> delegation,
    List<String> serviceEndpoints,
    Optional<String> fixedName,
    Optional<Source> source)
    implements Component {
  public Subnet {
    serviceEndpoints = Lists.orEmpty(serviceEndpoints);
  }
}
