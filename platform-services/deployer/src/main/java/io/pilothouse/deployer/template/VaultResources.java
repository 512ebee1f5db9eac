package io.pilothouse.deployer.template;

import io.pilothouse.deployer.values.ChartValues;
import io.pilothouse.deployer.values.ServerRoles;
import io.pilothouse.deployer.values.ServiceValues;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The system's Key Vault, what the services read from it at their start, and who may read what.
 * Passwords come in as secure parameters, keys of caches are read where the cache is; neither
 * stands in the template.
 */
final class VaultResources {
  private final Draft draft;
  private final PrivateEndpoints endpoints;
  private final Identities identities;
  private final ChartValues values;

  VaultResources(
      Draft draft, PrivateEndpoints endpoints, Identities identities, ChartValues values) {
    this.draft = draft;
    this.endpoints = endpoints;
    this.identities = identities;
    this.values = values;
  }

  static Optional<ManagedService> documented(Draft draft) {
    return draft.blueprint().managedServices().stream()
        .filter(m -> m.type().equals("key-vault"))
        .findFirst();
  }

  /** The component that the vault is, in the document or beside it. */
  static String component(Draft draft) {
    return documented(draft).map(ManagedService::id).orElse("key-vault");
  }

  static String name(Draft draft) {
    return documented(draft)
        .flatMap(ManagedService::resourceName)
        .map(stated -> draft.names().component(ResourceType.VAULT, component(draft), stated, true))
        .orElseGet(() ->
            draft
                .target()
                .choices()
                .names()
                .getOrDefault(component(draft), draft.names().of(ResourceType.VAULT, "kv")));
  }

  /** Writes it. Returns its id. */
  String write() {
    Optional<ManagedService> documented = documented(draft);
    if (documented.isEmpty()) {
      draft.assume("key-vault", "sku", "standard", "vault");
    }
    String id =
        draft.add(
            ResourceType.VAULT,
            name(draft),
            Optional.of(component(draft)),
            List.of(),
            Json.object(
                "properties",
                Json.object(
                    "tenantId",
                    draft.target().tenant(),
                    "sku",
                    Json.object(
                        "family",
                        "A",
                        "name",
                        documented.filter(VaultResources::hardware).isPresent()
                            ? "premium"
                            : "standard"),
                    "enableRbacAuthorization",
                    true,
                    "enabledForTemplateDeployment",
                    true,
                    "enableSoftDelete",
                    true,
                    "softDeleteRetentionInDays",
                    90,
                    "enablePurgeProtection",
                    true,
                    "publicNetworkAccess",
                    "Disabled",
                    "networkAcls",
                    Json.object("bypass", "AzureServices", "defaultAction", "Deny"))));
    endpoints.write(component(draft), id, PrivateEndpoints.Kind.VAULT);
    secrets(id);
    return id;
  }

  private static boolean hardware(ManagedService vault) {
    return Boolean.TRUE.equals(vault.properties().get("hardwareSecurityModule"))
        || (vault.sku().orElse("") + vault.name() + vault.properties())
            .toLowerCase(Locale.ROOT)
            .matches("(?s).*(premium|hsm).*");
  }

  private void secrets(String vault) {
    Map<String, String> contents = new LinkedHashMap<>();
    Map<String, List<String>> before = new LinkedHashMap<>();
    for (var parameter : draft.parameters()) {
      parameter
          .vaultSecret()
          .ifPresent(secret -> contents.put(secret, "[parameters('" + parameter.name() + "')]"));
    }
    for (ServiceValues service : values.services().values()) {
      for (var secret : service.secrets()) {
        cache(secret.name())
            .ifPresentOrElse(
                cache -> {
                  contents.put(secret.name(), address(cache));
                  before.put(secret.name(), List.of(cacheId(cache)));
                },
                () ->
                    contents.put(
                        secret.name(),
                        draft.parameter(
                            DatabaseResources.parameterName(secret.name()),
                            true,
                            Optional.of(secret.name()))));
      }
    }
    contents.forEach((secret, content) -> {
      var dependsOn = new java.util.ArrayList<>(List.of(vault));
      dependsOn.addAll(before.getOrDefault(secret, List.of()));
      draft.add(
          ResourceType.VAULT_SECRET,
          name(draft) + "/" + secret,
          Optional.empty(),
          dependsOn,
          Json.object("properties", Json.object("value", content)));
    });
    grants(vault);
    grantRoles(vault);
  }

  /** The Job that makes the roles signs in as the administrator and gives them their passwords. */
  private void grantRoles(String vault) {
    if (values.databaseRoles().isEmpty()) {
      return;
    }
    identities.databaseRoles(ClusterResources.id(draft));
    values.databaseRoles().values().stream()
        .flatMap(server ->
            Stream.concat(
                Stream.of(server.secret()),
                server.roles().values().stream().map(ServerRoles.Role::secret)))
        .distinct()
        .map(secret -> vault + "/secrets/" + secret)
        .forEach(secret ->
            identities.grant(
                identities.databaseRoles(),
                BuiltInRole.KEY_VAULT_SECRETS_USER,
                secret,
                List.of(secret)));
  }

  private Optional<Cache> cache(String secret) {
    return draft.blueprint().caches().stream()
        .filter(cache -> secret.equals(cache.id() + "-url") && cache.deployment().isEmpty())
        .findFirst();
  }

  private String cacheId(Cache cache) {
    String name = CacheResources.name(draft, cache);
    return CacheResources.managed(cache)
        ? draft.id(ResourceType.MANAGED_REDIS_DATABASE, name + "/default")
        : draft.id(ResourceType.CACHE, name);
  }

  private String address(Cache cache) {
    String name = CacheResources.name(draft, cache);
    return CacheResources.managed(cache)
        ? Expressions.redisAddress(
            cacheId(cache),
            ResourceType.MANAGED_REDIS_DATABASE,
            name + "." + draft.region() + ".redis.azure.net",
            10000)
        : Expressions.redisAddress(
            cacheId(cache), ResourceType.CACHE, name + ".redis.cache.windows.net", 6380);
  }

  /** A service reads its own secrets, and not those that a server's administrator has there. */
  private void grants(String vault) {
    for (Service service : draft.blueprint().services()) {
      String identity = identities.service(service);
      ServiceValues own = values.services().get(service.id());
      for (var secret : own == null ? List.<ServiceValues.SecretProperty>of() : own.secrets()) {
        String id = vault + "/secrets/" + secret.name();
        identities.grant(identity, BuiltInRole.KEY_VAULT_SECRETS_USER, id, List.of(id));
      }
    }
  }
}
