package io.pilothouse.operations.binding;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.estate.ResourceId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What resources are called that do not bear their declared names, so that whoever asks for the
 * declared one is given what {@link Bindings} decided.
 */
public final class BoundNames {
  private final Map<String, String> names = new HashMap<>();
  private final Bindings bindings;

  private BoundNames(Bindings bindings) {
    this.bindings = bindings;
  }

  /**
   * Live names by declared ones in lower case; Deployments as {@code namespace/name}. Those that
   * are as declared are left out.
   */
  public static Map<String, String> of(Blueprint blueprint, Bindings bindings) {
    var bound = new BoundNames(bindings);
    blueprint
        .services()
        .forEach(
            s -> bound.deployment(s.id(), blueprint.cluster().namespace() + "/" + s.deployment()));
    for (DatabaseServer server : blueprint.databaseServers()) {
      server
          .deployment()
          .ifPresentOrElse(
              name -> bound.deployment(server.id(), blueprint.cluster().namespace() + "/" + name),
              () -> bound.azure(server.id(), server.resourceName()));
      server.replicas().forEach(r -> bound.azure(r.id(), r.resourceName()));
    }
    blueprint
        .caches()
        .forEach(c ->
            c.deployment()
                .ifPresentOrElse(
                    name -> bound.deployment(c.id(), blueprint.cluster().namespace() + "/" + name),
                    () -> bound.azure(c.id(), c.resourceName())));
    blueprint.cluster().resourceName().ifPresent(n -> bound.azure(blueprint.cluster().id(), n));
    return Map.copyOf(bound.names);
  }

  private void azure(String component, String declared) {
    var candidate = bindings.bound().get(component);
    if (candidate != null && !candidate.name().equalsIgnoreCase(declared)) {
      names.put(declared.toLowerCase(Locale.ROOT), candidate.name());
    }
  }

  private void deployment(String component, String declared) {
    bindings
        .of(component)
        .map(ResourceId::value)
        .map(id -> id.substring(id.indexOf('/') + 1))
        .filter(live -> !live.equals(declared))
        .ifPresent(live -> names.put(declared.toLowerCase(Locale.ROOT), live));
  }
}
