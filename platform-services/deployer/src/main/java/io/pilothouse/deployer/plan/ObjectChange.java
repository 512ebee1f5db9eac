package io.pilothouse.deployer.plan;

import io.pilothouse.deployer.azure.PropertyChange;
import io.pilothouse.deployer.azure.ResourceChange.Kind;
import java.util.List;

/** What a release would do to one object of the cluster. */
public record ObjectChange(String kind, String name, Kind change, List<PropertyChange> properties) {
  public ObjectChange {
    properties = List.copyOf(properties);
  }

  /** Whether anything would be done. */
  public boolean acts() {
    return change != Kind.NONE;
  }
}
