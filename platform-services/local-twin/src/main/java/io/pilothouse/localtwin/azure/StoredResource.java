package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A resource as its author would send it to resource manager.
 *
 * @param type such as {@code Microsoft.ServiceBus/namespaces/queues}
 * @param names its own name, after those of what it stands in
 * @param body location, tags, sku, properties…
 */
public record StoredResource(String type, List<String> names, ObjectNode body) {
  public StoredResource {
    names = List.copyOf(names);
  }
}
