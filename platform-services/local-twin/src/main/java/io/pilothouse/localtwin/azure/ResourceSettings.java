package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What of a resource with processes behind it is written down only, and no process of the twin
 * follows: tags, how it is reached, maintenance, backup, persistence in Azure's words. Thread-safe.
 */
final class ResourceSettings {
  /** What may be written, as paths; a path stands for all that is below it. */
  private static final Map<String, List<String>> WRITABLE =
      Map.of(
          "microsoft.dbforpostgresql/flexibleservers",
          List.of(
              "tags",
              "properties/backup/backupRetentionDays",
              "properties/storage/iops",
              "properties/storage/tier",
              "properties/storage/autoGrow",
              "properties/maintenanceWindow",
              "properties/network"),
          "microsoft.cache/redis",
          List.of(
              "tags",
              "properties/redisConfiguration",
              "properties/minimumTlsVersion",
              "properties/enableNonSslPort",
              "properties/publicNetworkAccess",
              "properties/linkedServers",
              "properties/subnetId"),
          "microsoft.containerservice/managedclusters",
          List.of("tags", "properties/networkProfile"));

  private final ResourceStore store;

  ResourceSettings(ResourceStore store) {
    this.store = store;
  }

  /**
   * Writes settings over those that there are.
   *
   * @throws Arm.Failure 400 if something else is to be changed
   */
  void write(String type, String id, ObjectNode body) {
    body.properties()
        .forEach(field -> {
          if (!field.getKey().equals("location")) {
            refuseOthers(type, field.getKey(), field.getValue());
          }
        });
    synchronized (store) {
      ObjectNode settings = store.get(key(id)).map(ObjectNode::deepCopy).orElseGet(Arm::object);
      JsonMerge.into(settings, body);
      settings.remove("location");
      store.put(key(id), settings);
    }
  }

  /**
   * Keeps what a resource was made with, but for where it is and what its processes say better.
   *
   * @param live paths that are read from the processes
   */
  void declare(String id, ObjectNode body, List<String> live) {
    ObjectNode declared = body.deepCopy();
    declared.remove("location");
    WhatIf.WRITE_ONLY.forEach(field -> declared.withObject("/properties").remove(field));
    for (String path : live) {
      int last = path.lastIndexOf('/');
      if (declared.at(path.substring(0, last)) instanceof ObjectNode holder) {
        holder.remove(path.substring(last + 1));
      }
    }
    synchronized (store) {
      ObjectNode settings = store.get(key(id)).map(ObjectNode::deepCopy).orElseGet(Arm::object);
      JsonMerge.into(settings, declared);
      store.put(key(id), settings);
    }
  }

  private static void refuseOthers(String type, String path, JsonNode value) {
    List<String> writable = WRITABLE.getOrDefault(type.toLowerCase(Locale.ROOT), List.of());
    if (writable.contains(path)) {
      return;
    }
    boolean leads = writable.stream().anyMatch(w -> w.startsWith(path + "/"));
    if (!leads || !value.isObject()) {
      throw new Arm.Failure(
          400,
          "InvalidParameterValue",
          "This twin does not change %s of a %s.".formatted(path.replace('/', '.'), type));
    }
    value
        .properties()
        .forEach(field -> refuseOthers(type, path + "/" + field.getKey(), field.getValue()));
  }

  /** The resource as its processes are, with its settings. */
  ObjectNode applied(String id, ObjectNode resource) {
    store.get(key(id)).ifPresent(settings -> JsonMerge.into(resource, settings));
    return resource;
  }

  /** Not a path that a request can name. */
  static String key(String id) {
    return "settings:" + id;
  }
}
