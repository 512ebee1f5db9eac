package io.pilothouse.deployer.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.CacheStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Azure Cache for Redis where the document says so, which Azure <a
 * href="https://learn.microsoft.com/azure/azure-cache-for-redis/retirement-faq">retires</a> on 30
 * September 2028; else Azure Managed Redis.
 */
final class CacheResources {
  /** Minutes between snapshots that Azure takes. */
  private static final List<Integer> SNAPSHOTS = List.of(15, 30, 60, 360, 720, 1440);

  private static final Pattern SIZE = Pattern.compile("(?i)(?<family>[CP])(?<capacity>[0-6])");

  private final Draft draft;
  private final PrivateEndpoints endpoints;
  private final Identities identities;
  private final StorageResources storage;

  CacheResources(
      Draft draft, PrivateEndpoints endpoints, Identities identities, StorageResources storage) {
    this.draft = draft;
    this.endpoints = endpoints;
    this.identities = identities;
    this.storage = storage;
  }

  /** Writes every cache that is not a pod. */
  void write() {
    for (Cache cache : draft.blueprint().caches()) {
      if (cache.deployment().isEmpty()) {
        if (managed(cache)) {
          new ManagedRedis(draft, endpoints).write(cache);
        } else {
          write(cache);
        }
      }
    }
  }

  /** Whether a cache is Azure Managed Redis, or of the Enterprise tiers that became it. */
  static boolean managed(Cache cache) {
    return !cache.tier().toLowerCase(Locale.ROOT).matches("(basic|standard|premium).*");
  }

  static String name(Draft draft, Cache cache) {
    return draft
        .names()
        .component(
            managed(cache) ? ResourceType.MANAGED_REDIS : ResourceType.CACHE,
            cache.id(),
            cache.resourceName(),
            cache.host().isPresent());
  }

  private void write(Cache cache) {
    draft.assume(cache.id(), "tier", cache.tier(), "redis-retires");
    boolean premium = cache.tier().toLowerCase(Locale.ROOT).startsWith("premium");
    var before = new ArrayList<String>();
    Optional<String> identity = Optional.empty();
    ObjectNode configuration = Json.object();
    evictionPolicy().ifPresent(policy -> configuration.put("maxmemory-policy", policy));
    if (premium && snapshots(cache).isPresent()) {
      String account = storage.cacheSnapshots();
      identity = Optional.of(identities.write(cache.id(), Draft.of(cache)));
      before.add(
          identities.grant(
              identity.orElseThrow(),
              BuiltInRole.STORAGE_BLOB_DATA_CONTRIBUTOR,
              account,
              List.of(account)));
      snapshotsTo(configuration, cache, account);
    }
    String id =
        draft.add(
            ResourceType.CACHE,
            name(draft, cache),
            Draft.of(cache),
            before,
            Json.object(
                "zones",
                zones(cache),
                "identity",
                identity.map(i ->
                    Json.object(
                        "type",
                        "UserAssigned",
                        "userAssignedIdentities",
                        Json.object(i, Json.object()))),
                "properties",
                properties(cache, premium, configuration)));
    endpoints.write(cache.id(), id, PrivateEndpoints.Kind.REDIS);
    if (cache.geoReplication()) {
      draft.correct(cache.id(), "geoReplication", "false", "no-geo-replication");
    }
  }

  private ObjectNode properties(Cache cache, boolean premium, ObjectNode configuration) {
    return Json.object(
        "sku",
        sku(cache, premium),
        "enableNonSslPort",
        false,
        "minimumTlsVersion",
        "1.2",
        "publicNetworkAccess",
        "Disabled",
        "shardCount",
        premium && cache.clustering() ? Optional.of(cache.shards()) : Optional.empty(),
        "replicasPerPrimary",
        premium && cache.replicasPerShard() > 1
            ? Optional.of(cache.replicasPerShard())
            : Optional.empty(),
        "zonalAllocationPolicy",
        premium ? zonalAllocation(cache) : Optional.empty(),
        "redisConfiguration",
        configuration.isEmpty() ? Optional.empty() : configuration);
  }

  private ObjectNode sku(Cache cache, boolean premium) {
    String documented = cache.capacity().orElse("");
    Matcher size = SIZE.matcher(documented);
    String family = premium ? "P" : "C";
    int capacity = 1;
    if (size.matches()) {
      if (!size.group("family").equalsIgnoreCase(family)
          || (premium && size.group("capacity").matches("[06]"))) {
        throw new UndeployableException(
            cache.id(), "capacity", "cache-size", documented, cache.tier());
      }
      capacity = Integer.parseInt(size.group("capacity"));
    } else if (documented.isEmpty()) {
      draft.assume(cache.id(), "capacity", family + capacity, "cache-size", family + capacity);
    } else {
      throw new UndeployableException(
          cache.id(), "capacity", "cache-size", documented, cache.tier());
    }
    String tier = cache.tier().split("[^A-Za-z]", 2)[0].toLowerCase(Locale.ROOT);
    return Json.object(
        "name",
        tier.substring(0, 1).toUpperCase(Locale.ROOT) + tier.substring(1),
        "family",
        family,
        "capacity",
        capacity);
  }

  /** The one that the document names; spread over several, Azure chooses them. */
  private static Optional<List<String>> zones(Cache cache) {
    return cache.zoneRedundant() ? Optional.empty() : cache.zone().map(List::of);
  }

  private Optional<String> zonalAllocation(Cache cache) {
    if (cache.zoneRedundant()) {
      draft.assume(cache.id(), "zones", "Automatic", "cache-zones");
      return Optional.of("Automatic");
    }
    return cache.zone().map(_ -> "UserDefined");
  }

  private Optional<String> evictionPolicy() {
    return draft
        .blueprint()
        .cacheStrategy()
        .flatMap(CacheStrategy::distributed)
        .flatMap(CacheStrategy.Tier::evictionPolicy)
        .filter(policy ->
            policy.matches("(allkeys|volatile)-(lru|lfu|random)|volatile-ttl|noeviction"));
  }

  /**
   * A cache has one kind of persistence. Of two that are asked for it is snapshots: the cheaper.
   */
  private static Optional<Duration> snapshots(Cache cache) {
    return cache.persistence().flatMap(Cache.Persistence::snapshotInterval);
  }

  private void snapshotsTo(ObjectNode configuration, Cache cache, String account) {
    long wanted = snapshots(cache).orElseThrow().toMinutes();
    int minutes = SNAPSHOTS.stream().filter(m -> m <= wanted).reduce((_, last) -> last).orElse(15);
    if (minutes != wanted) {
      draft.correct(
          cache.id(),
          "persistence.snapshotInterval",
          minutes,
          "snapshot-interval",
          wanted,
          minutes);
    }
    if (cache.persistence().filter(Cache.Persistence::appendOnly).isPresent()) {
      draft.correct(cache.id(), "persistence.appendOnly", "false", "one-persistence");
    }
    configuration.put("rdb-backup-enabled", "true");
    configuration.put("rdb-backup-frequency", Integer.toString(minutes));
    configuration.put("rdb-backup-max-snapshot-count", "1");
    configuration.put("preferred-data-persistence-auth-method", "ManagedIdentity");
    configuration.put("storage-subscription-id", draft.target().subscription());
    configuration.put(
        "rdb-storage-connection-string",
        "BlobEndpoint=https://"
            + account.substring(account.lastIndexOf('/') + 1)
            + ".blob.core.windows.net/");
  }
}
