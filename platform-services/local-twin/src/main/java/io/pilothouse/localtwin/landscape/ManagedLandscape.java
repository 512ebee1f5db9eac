package io.pilothouse.localtwin.landscape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.azure.StoredResource;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import java.time.DateTimeException;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Storage, registries, event hubs, workspaces and vaults for backups. Pure. */
final class ManagedLandscape {
  static final String STORAGE = "Microsoft.Storage/storageAccounts";
  static final String REGISTRIES = "Microsoft.ContainerRegistry/registries";
  private static final String HUBS = "Microsoft.EventHub/namespaces";
  private static final String WORKSPACES = "Microsoft.OperationalInsights/workspaces";
  private final ResourceNames names;

  ManagedLandscape(ResourceNames names) {
    this.names = names;
  }

  List<StoredResource> of(List<ManagedService> services) {
    var all = new ArrayList<StoredResource>();
    for (ManagedService service : services) {
      switch (service.type()) {
        case "blob-storage", "storage-account" -> all.add(storage(service));
        case "container-registry" -> all.add(registry(service));
        case "event-hub" -> all.add(hub(service));
        case "log-analytics" -> all.add(workspace(service));
        case "application-insights" -> all.add(insights(service, services));
        case "backup-vault" -> all.add(backup(service));
        case "site-recovery" -> all.add(recovery(service));
        case "load-balancer" -> all.add(balancer(service));
        default -> {
          // Others have no resource of their own, or stand elsewhere in the landscape.
        }
      }
    }
    return all;
  }

  /** Letters and digits only, which is all that accounts and registries may be called. */
  static String plain(ManagedService service) {
    return ResourceNames.name(service).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private StoredResource storage(ManagedService service) {
    String words = (service.name() + " " + service.properties()).toLowerCase(Locale.ROOT);
    ObjectNode body = names.tracked().put("kind", "StorageV2");
    boolean paired = words.contains("geo") || words.contains("grs");
    body.putObject("sku")
        .put("name", paired ? "Standard_GRS" : "Standard_LRS")
        .put("tier", "Standard");
    ObjectNode properties = body.putObject("properties");
    properties
        .put("accessTier", words.contains("cool") ? "Cool" : "Hot")
        .put("supportsHttpsTrafficOnly", true)
        .put("statusOfPrimary", "available")
        .put("primaryLocation", names.scope().location());
    properties
        .putObject("primaryEndpoints")
        .put("blob", "https://%s.blob.core.windows.net/".formatted(plain(service)));
    return new StoredResource(STORAGE, List.of(plain(service)), body);
  }

  private StoredResource registry(ManagedService service) {
    ObjectNode body = names.tracked();
    String sku = service.sku().orElse("Standard");
    body.putObject("sku").put("name", sku).put("tier", sku);
    String host =
        service.properties().get("host") instanceof String text
            ? text
            : plain(service) + ".azurecr.io";
    body.putObject("properties").put("loginServer", host).put("adminUserEnabled", false);
    return new StoredResource(REGISTRIES, List.of(plain(service)), body);
  }

  private StoredResource hub(ManagedService service) {
    ObjectNode body = names.tracked();
    String sku = service.sku().orElse("Standard");
    body.putObject("sku").put("name", sku).put("tier", sku).put("capacity", 1);
    body.putObject("properties")
        .put("status", "Active")
        .put(
            "serviceBusEndpoint",
            "https://%s.servicebus.windows.net:443/".formatted(ResourceNames.name(service)));
    return new StoredResource(HUBS, List.of(ResourceNames.name(service)), body);
  }

  private StoredResource workspace(ManagedService service) {
    ObjectNode body = names.tracked();
    ObjectNode properties = body.putObject("properties");
    properties.putObject("sku").put("name", "PerGB2018");
    properties.put("retentionInDays", retention(service).orElse(30));
    if (service.properties().get("dailyCapGigabytes") instanceof Number cap) {
      properties.putObject("workspaceCapping").put("dailyQuotaGb", cap.doubleValue());
    }
    return new StoredResource(WORKSPACES, List.of(ResourceNames.name(service)), body);
  }

  private static Optional<Integer> retention(ManagedService service) {
    for (String name : List.of("retention", "logRetention")) {
      if (service.properties().get(name) instanceof String text) {
        try {
          return Optional.of(Period.parse(text).getDays());
        } catch (DateTimeException words) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private StoredResource insights(ManagedService service, List<ManagedService> all) {
    ObjectNode body = names.tracked().put("kind", "web");
    ObjectNode properties = body.putObject("properties").put("Application_Type", "web");
    all.stream()
        .filter(s -> s.type().equals("log-analytics"))
        .findFirst()
        .ifPresent(w ->
            properties.put("WorkspaceResourceId", names.id(WORKSPACES, ResourceNames.name(w))));
    if (service.properties().get("samplingPercentage") instanceof Number sampling) {
      properties.put("SamplingPercentage", sampling.doubleValue());
    }
    return new StoredResource(
        "Microsoft.Insights/components", List.of(ResourceNames.name(service)), body);
  }

  private StoredResource backup(ManagedService service) {
    ObjectNode body = names.tracked();
    boolean paired =
        String.valueOf(service.properties().getOrDefault("redundancy", "")).contains("GRS");
    body.putObject("properties")
        .putArray("storageSettings")
        .addObject()
        .put("datastoreType", "VaultStore")
        .put("type", paired ? "GeoRedundant" : "LocallyRedundant");
    return new StoredResource(
        "Microsoft.DataProtection/backupVaults", List.of(ResourceNames.name(service)), body);
  }

  private StoredResource recovery(ManagedService service) {
    ObjectNode body = names.tracked();
    body.putObject("sku").put("name", "RS0").put("tier", "Standard");
    body.putObject("properties").put("publicNetworkAccess", "Enabled");
    return new StoredResource(
        "Microsoft.RecoveryServices/vaults", List.of(ResourceNames.name(service)), body);
  }

  private StoredResource balancer(ManagedService service) {
    ObjectNode body = names.tracked();
    String sku = service.sku().orElse("Standard");
    body.putObject("sku").put("name", sku).put("tier", "Regional");
    body.putObject("properties").putArray("frontendIPConfigurations");
    return new StoredResource(
        "Microsoft.Network/loadBalancers", List.of(ResourceNames.name(service)), body);
  }
}
