package io.pilothouse.localtwin.kubernetes.resource;

import io.pilothouse.localtwin.kubernetes.store.StorageKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The resources that the API server serves. Types may be added while it runs; any thread may read.
 * Within a group the version that was registered first is the preferred one.
 */
public final class ResourceCatalog {
  private final List<ResourceType> types = new CopyOnWriteArrayList<>();

  public void register(ResourceType type) {
    types.removeIf(known ->
        known.apiVersion().equals(type.apiVersion()) && known.plural().equals(type.plural()));
    types.add(type);
  }

  /** Serves exactly these types of what is stored together; none takes it away. */
  public void replace(StorageKind storage, List<ResourceType> served) {
    List<ResourceType> before =
        types.stream().filter(type -> type.storage().equals(storage)).toList();
    if (!names(before).equals(names(served)) || served.isEmpty()) {
      types.removeAll(before);
    }
    served.forEach(this::register);
  }

  private static List<String> names(List<ResourceType> types) {
    return types.stream().map(type -> type.apiVersion() + "/" + type.plural()).sorted().toList();
  }

  public Optional<ResourceType> find(String group, String version, String plural) {
    return types.stream()
        .filter(type ->
            type.plural().equals(plural)
                && type.group().equals(group)
                && type.version().equals(version))
        .findFirst();
  }

  public Optional<ResourceType> ofKind(String apiVersion, String kind) {
    return types.stream()
        .filter(type -> type.kind().equals(kind) && type.apiVersion().equals(apiVersion))
        .findFirst();
  }

  /** The preferred type of a kind in any version of a group, as an owner reference means it. */
  public Optional<ResourceType> ofGroupKind(String group, String kind) {
    return types.stream()
        .filter(type -> type.kind().equals(kind) && type.group().equals(group))
        .findFirst();
  }

  /** The type whose version is the stored one. */
  public Optional<ResourceType> ofStorage(StorageKind storage) {
    return types.stream()
        .filter(type ->
            type.storage().equals(storage) && type.conversion().equals(VersionConversion.NONE))
        .findFirst();
  }

  /**
   * Versions of each named group with their resources, preferred version first; the core group
   * apart.
   */
  public Map<String, Map<String, List<ResourceType>>> byGroupAndVersion() {
    Map<String, Map<String, List<ResourceType>>> groups = new LinkedHashMap<>();
    for (ResourceType type : types) {
      groups
          .computeIfAbsent(type.group(), group -> new LinkedHashMap<>())
          .computeIfAbsent(type.version(), version -> new ArrayList<>())
          .add(type);
    }
    groups
        .values()
        .forEach(versions ->
            versions
                .values()
                .forEach(list -> list.sort(Comparator.comparing(ResourceType::plural))));
    return groups;
  }

  /** Every stored namespaced kind once, for the deletion of a namespace. */
  public List<ResourceType> storedNamespaced() {
    return types.stream()
        .filter(type -> type.namespaced() && type.verbs().contains("deletecollection"))
        .filter(type -> type.conversion().equals(VersionConversion.NONE))
        .toList();
  }
}
