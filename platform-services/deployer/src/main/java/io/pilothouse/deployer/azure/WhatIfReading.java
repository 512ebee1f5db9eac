package io.pilothouse.deployer.azure;

import com.azure.resourcemanager.resources.models.ChangeType;
import com.azure.resourcemanager.resources.models.WhatIfChange;
import com.azure.resourcemanager.resources.models.WhatIfPropertyChange;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Azure's what-if without its noise: what is never told back cannot be compared, and the autoscaler
 * moves what is its own. Pure.
 */
final class WhatIfReading {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern POOL_COUNT =
      Pattern.compile("properties\\.agentPoolProfiles\\.(\\d+)\\.count");

  private WhatIfReading() {}

  static ResourceChange change(WhatIfChange change) {
    var properties = new ArrayList<PropertyChange>();
    JsonNode after = JSON.valueToTree(change.after());
    if (change.delta() != null) {
      change.delta().forEach(delta -> flatten("", delta, properties));
    }
    String id = change.resourceId();
    properties.removeIf(p -> noise(id, p, after));
    ResourceChange.Kind kind = kind(change.changeType());
    boolean nothing = kind == ResourceChange.Kind.MODIFY && properties.isEmpty();
    return new ResourceChange(id, nothing ? ResourceChange.Kind.NONE : kind, properties);
  }

  private static boolean noise(String id, PropertyChange change, JsonNode after) {
    if (id.toLowerCase(Locale.ROOT).contains("/vaults/") && id.contains("/secrets/")) {
      return change.path().equals("properties.value");
    }
    if (change.path().toLowerCase(Locale.ROOT).contains("password")) {
      return true;
    }
    var pool = POOL_COUNT.matcher(change.path());
    return pool.matches()
        && after
            .at("/properties/agentPoolProfiles/" + pool.group(1) + "/enableAutoScaling")
            .asBoolean();
  }

  private static void flatten(
      String path, WhatIfPropertyChange delta, List<PropertyChange> properties) {
    String here = path.isEmpty() ? delta.path() : path + "." + delta.path();
    if (delta.children() != null && !delta.children().isEmpty()) {
      delta.children().forEach(child -> flatten(here, child, properties));
    } else if (!String.valueOf(delta.propertyChangeType()).equals("NoEffect")) {
      properties.add(new PropertyChange(here, text(delta.before()), text(delta.after())));
    }
  }

  private static String text(@Nullable Object value) {
    return Optional.ofNullable(value)
        .map(present -> JSON.valueToTree(present).toString())
        .orElse("");
  }

  private static ResourceChange.Kind kind(ChangeType type) {
    return switch (type) {
      case CREATE -> ResourceChange.Kind.CREATE;
      case MODIFY -> ResourceChange.Kind.MODIFY;
      case DELETE -> ResourceChange.Kind.DELETE;
      case DEPLOY, UNSUPPORTED -> ResourceChange.Kind.DEPLOY;
      case NO_CHANGE -> ResourceChange.Kind.NONE;
      case IGNORE -> ResourceChange.Kind.IGNORED;
    };
  }
}
