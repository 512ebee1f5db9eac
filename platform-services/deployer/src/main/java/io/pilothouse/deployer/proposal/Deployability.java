package io.pilothouse.deployer.proposal;

import io.pilothouse.deployer.template.DeploymentTarget;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Azure would not take at this target, beyond what the review of the document finds: the
 * review reads the document's regions, the operator may have others; and sizes that Azure has not.
 */
final class Deployability {
  /** Of Azure's regions, those without availability zones that the systems come near. */
  private static final Set<String> WITHOUT_ZONES =
      Set.of(
          "koreasouth",
          "japanwest",
          "westus",
          "northcentralus",
          "ukwest",
          "canadaeast",
          "australiasoutheast",
          "southindia",
          "westindia");

  private static final Pattern MACHINE =
      Pattern.compile("Standard_(B|D|E|F|L|M|N)[A-Za-z]*\\d+[a-z-]*\\d*[a-z]*(_v\\d+)?");
  private static final Set<Integer> DISKS =
      Set.of(32, 64, 128, 256, 512, 1024, 2048, 4095, 4096, 8192, 16384, 32767);
  private static final int SHORTEST_BACKUP = 7;
  private static final int LONGEST_BACKUP = 35;

  private final Blueprint blueprint;
  private final DeploymentTarget target;
  private final List<Refusal> refusals = new ArrayList<>();

  Deployability(Blueprint blueprint, DeploymentTarget target) {
    this.blueprint = blueprint;
    this.target = target;
  }

  List<Refusal> refusals() {
    String region = target.region(blueprint.region().primary());
    for (Cluster.NodePool pool : blueprint.cluster().nodePools()) {
      machine(pool.id(), "vmSize", pool.vmSize());
      if (!pool.zones().isEmpty()) {
        zones(pool.id(), "zones", blueprint.region().primary(), region);
      }
    }
    blueprint.databaseServers().stream()
        .filter(server -> server.deployment().isEmpty())
        .forEach(this::server);
    blueprint.caches().stream()
        .filter(cache -> cache.deployment().isEmpty() && cache.zoneRedundant())
        .forEach(cache -> zones(cache.id(), "zoneRedundant", blueprint.region().primary(), region));
    return refusals;
  }

  /** A region of the document's own is the review's to judge. */
  private void zones(String component, String field, String documented, String region) {
    if (!documented.equals(region) && WITHOUT_ZONES.contains(region)) {
      refuse("region-zones", component, field, region);
    }
  }

  private void machine(String component, String field, String size) {
    if (!MACHINE.matcher(size).matches()) {
      refuse("machine-size", component, field, size);
    }
  }

  private void server(DatabaseServer server) {
    tier(server.id(), server.tier(), server.sku());
    server.replicas().forEach(replica -> tier(replica.id(), replica.tier(), replica.sku()));
    if (!DISKS.contains(server.storageGigabytes())) {
      refuse("disk-size", server.id(), "storageGigabytes", server.storageGigabytes());
    }
    server
        .backup()
        .map(DatabaseServer.Backup::retentionDays)
        .filter(days -> days < SHORTEST_BACKUP || days > LONGEST_BACKUP)
        .ifPresent(days ->
            refuse(
                "backup-days",
                server.id(),
                "backup.retentionDays",
                days,
                SHORTEST_BACKUP,
                LONGEST_BACKUP));
    if (server.highAvailability().equals("ZoneRedundant") || server.zone().isPresent()) {
      zones(server.id(), "location", server.location(), target.region(server.location()));
    }
  }

  /** The letter of a size says which tier it is of. */
  private void tier(String component, String tier, String sku) {
    machine(component, "sku", sku);
    String letters =
        switch (tier) {
          case "Burstable" -> "B";
          case "GeneralPurpose" -> "D";
          case "MemoryOptimized" -> "E";
          default -> "";
        };
    if (letters.isEmpty() || !sku.startsWith("Standard_" + letters)) {
      refuse("server-size", component, "sku", sku, tier);
    }
  }

  private void refuse(String rule, String component, String field, Object... arguments) {
    refusals.add(
        new Refusal(
            rule,
            component,
            Places.of(blueprint, component, field),
            Sentence.of("deploy.refusal." + rule + ".happens", arguments),
            Sentence.of("deploy.refusal." + rule + ".instead", arguments),
            false));
  }
}
