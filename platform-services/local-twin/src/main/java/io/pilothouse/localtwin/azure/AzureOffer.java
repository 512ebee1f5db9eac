package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.review.cluster.KubernetesVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What a subscription is offered: Azure's public regions, and in each the versions of Kubernetes
 * that the platform's calendar supports today. Which patches there are of a version is not known
 * here: none is named. Thread-safe.
 */
final class AzureOffer {
  private static final Map<String, String> REGIONS = regions();

  private final AzureScope scope;
  private final Clock clock;

  AzureOffer(AzureScope scope, Clock clock) {
    this.scope = scope;
    this.clock = clock;
  }

  /** How people write a region; its name where it is none of Azure's. */
  static String display(String region) {
    return REGIONS.getOrDefault(region.toLowerCase(Locale.ROOT), region);
  }

  /** Answers {@code GET /subscriptions/{s}/locations}. */
  Arm.Response locations() {
    return Arm.Response.ok(
        Arm.page(
            REGIONS.entrySet().stream()
                .map(region ->
                    Arm.object()
                        .put(
                            "id",
                            "/subscriptions/%s/locations/%s"
                                .formatted(scope.subscription(), region.getKey()))
                        .put("name", region.getKey())
                        .put("type", "Region")
                        .put("displayName", region.getValue()))
                .toList()));
  }

  /**
   * Answers {@code GET …/providers/Microsoft.ContainerService/locations/{l}/kubernetesVersions}.
   */
  Arm.Response kubernetesVersions(String location) {
    if (!REGIONS.containsKey(location.toLowerCase(Locale.ROOT))) {
      throw new Arm.Failure(
          400,
          "LocationNotAvailableForResourceType",
          "The provided location '%s' is not available for resource type 'Microsoft.ContainerService/locations/kubernetesVersions'. List of available regions for the resource type is '%s'."
              .formatted(location, String.join(",", REGIONS.keySet())));
    }
    ObjectNode list = Arm.object();
    ArrayNode values = list.putArray("values");
    KubernetesVersion.supported(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
        .forEach((version, support) -> {
          ArrayNode plans =
              values
                  .addObject()
                  .put("version", version)
                  .putObject("capabilities")
                  .putArray("supportPlan");
          if (support == KubernetesVersion.Support.STANDARD) {
            plans.add("KubernetesOfficial");
          }
          plans.add("AKSLongTermSupport");
        });
    return Arm.Response.ok(list);
  }

  /** Whether these segments below {@code providers} ask for the versions. */
  static boolean versions(List<String> rest) {
    return rest.size() == 5
        && rest.get(1).equalsIgnoreCase("Microsoft.ContainerService")
        && rest.get(4).equalsIgnoreCase("kubernetesVersions");
  }

  private static Map<String, String> regions() {
    var read = new Properties();
    try (InputStream file = AzureOffer.class.getResourceAsStream("regions.properties")) {
      if (file == null) {
        throw new IllegalStateException("regions.properties is not in the library");
      }
      read.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var regions = new TreeMap<String, String>();
    read.stringPropertyNames().forEach(name -> regions.put(name, read.getProperty(name)));
    return regions;
  }
}
