package io.pilothouse.localtwin;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.localtwin.azure.AzureEffects.EffectFailedException;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Brings up the parts of a twin that was started empty, each when the Azure resource that it stands
 * behind is made, and the services' work when all of them are there. A part is what the blueprint
 * declares; nothing else can be made. Safe for any thread.
 */
final class Provisioning {
  /** Starts and ends parts, in the care of the twin. */
  interface Parts {
    void startServer(String name);

    void startCache(String name);

    void startBroker(String name);

    /** Gives the cluster its nodes and add-ons. @param declared the resource as it was sent */
    void startCluster(JsonNode declared);

    /** Starts the load on the services. */
    void startWork();

    /** Starts the messages between the services at work. */
    void startMessages();

    /** Ends all of it, and what runs in the cluster. */
    void endAll();
  }

  private final Blueprint blueprint;
  private final String cluster;
  private final Parts parts;
  // Guarded by this.
  private final Set<String> begun = new HashSet<>();
  private final Set<String> made = new HashSet<>();
  private boolean working;
  private boolean talking;

  Provisioning(Blueprint blueprint, Parts parts) {
    this.blueprint = blueprint;
    this.cluster = new EstatePlan(blueprint).clusterName();
    this.parts = parts;
  }

  /** Whether the cluster was made. */
  synchronized boolean clustered() {
    return made.contains(cluster);
  }

  /**
   * Makes what stands behind a resource, if it is not there.
   *
   * @throws EffectFailedException if the document does not declare it, or it does not start
   */
  void create(String type, String name, JsonNode declared) throws EffectFailedException {
    try {
      switch (type) {
        case "Microsoft.DBforPostgreSQL/flexibleServers" -> {
          String server = serverOf(name);
          once(server, s -> true, parts::startServer);
        }
        case "Microsoft.Cache/redis", "Microsoft.Cache/redisEnterprise" ->
            once(
                name,
                n -> blueprint.caches().stream().anyMatch(c -> c.resourceName().equals(n)),
                parts::startCache);
        case "Microsoft.ServiceBus/namespaces" -> {
          // The one of a pair that waits in another region has nothing to answer.
          if (blueprint.messageBrokers().stream().anyMatch(b -> b.resourceName().equals(name))) {
            once(name, _ -> true, parts::startBroker);
          }
        }
        case "Microsoft.ContainerService/managedClusters" ->
            once(name, cluster::equals, _ -> parts.startCluster(declared));
        default -> throw new EffectFailedException("this twin makes no " + type);
      }
      workWhenWhole();
    } catch (TwinException e) {
      throw new EffectFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Ends all that was made. */
  synchronized void removeAll() {
    parts.endAll();
    begun.clear();
    made.clear();
    working = false;
    talking = false;
  }

  /** A replica's process starts with its primary's. */
  private String serverOf(String name) throws EffectFailedException {
    return blueprint.databaseServers().stream()
        .filter(s ->
            s.resourceName().equals(name)
                || s.replicas().stream().anyMatch(r -> r.resourceName().equals(name)))
        .findFirst()
        .orElseThrow(() -> undeclared(name))
        .resourceName();
  }

  private void once(
      String name, Predicate<String> declared, java.util.function.Consumer<String> start)
      throws EffectFailedException {
    if (!declared.test(name)) {
      throw undeclared(name);
    }
    synchronized (this) {
      if (!begun.add(name)) {
        return;
      }
    }
    try {
      start.accept(name);
      synchronized (this) {
        made.add(name);
      }
    } catch (RuntimeException e) {
      synchronized (this) {
        begun.remove(name);
      }
      throw e;
    }
  }

  private EffectFailedException undeclared(String name) {
    return new EffectFailedException(
        "the document of %s declares no '%s', so this twin has no process for it"
            .formatted(blueprint.system(), name));
  }

  private synchronized void workWhenWhole() {
    // Data that live in pods come with the cluster.
    boolean whole =
        made.contains(cluster)
            && blueprint.databaseServers().stream()
                .allMatch(s -> s.deployment().isPresent() || made.contains(s.resourceName()))
            && blueprint.caches().stream()
                .allMatch(c -> c.deployment().isPresent() || made.contains(c.resourceName()));
    if (whole && !working) {
      working = true;
      parts.startWork();
    }
    if (working
        && !talking
        && blueprint.messageBrokers().stream().allMatch(b -> made.contains(b.resourceName()))) {
      talking = true;
      parts.startMessages();
    }
  }

  /** Whether an add-on of the cluster is asked for. */
  static boolean enabled(JsonNode cluster, String addon) {
    for (var profile : cluster.at("/properties/addonProfiles").properties()) {
      if (profile.getKey().toLowerCase(Locale.ROOT).equals(addon.toLowerCase(Locale.ROOT))) {
        return profile.getValue().path("enabled").asBoolean();
      }
    }
    return false;
  }
}
