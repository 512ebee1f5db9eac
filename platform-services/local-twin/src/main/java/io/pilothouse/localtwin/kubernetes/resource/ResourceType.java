package io.pilothouse.localtwin.kubernetes.resource;

import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.store.StorageKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One resource in one version as the API serves it: names for discovery, what may be done with it,
 * and the parts that know its fields.
 */
public record ResourceType(
    String group,
    String version,
    String kind,
    String plural,
    String singular,
    boolean namespaced,
    List<String> shortNames,
    List<String> categories,
    List<String> verbs,
    Set<Subresource> subresources,
    StorageKind storage,
    VersionConversion conversion,
    ResourceStrategy strategy,
    TableLayout table) {

  /** A part of an object with a path of its own. */
  public enum Subresource {
    STATUS,
    SCALE,
    LOG,
    EVICTION,
    BINDING,
    FINALIZE,
    TOKEN;

    public String path() {
      return this == LOG ? "log" : name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private static final List<String> ALL_VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  /** A stored, namespaced resource without extras; the {@code with} methods add them. */
  public static ResourceType namespaced(
      String group, String version, String kind, String plural, String... shortNames) {
    return new ResourceType(
        group,
        version,
        kind,
        plural,
        kind.toLowerCase(java.util.Locale.ROOT),
        true,
        List.of(shortNames),
        List.of(),
        ALL_VERBS,
        Set.of(),
        new StorageKind(group, plural),
        VersionConversion.NONE,
        ResourceStrategy.PLAIN,
        TableLayout.NAME_AND_AGE);
  }

  /** The same for a resource of the cluster. */
  public static ResourceType clusterWide(
      String group, String version, String kind, String plural, String... shortNames) {
    ResourceType type = namespaced(group, version, kind, plural, shortNames);
    return new ResourceType(
        group,
        version,
        kind,
        plural,
        type.singular,
        false,
        type.shortNames,
        type.categories,
        type.verbs,
        type.subresources,
        type.storage,
        type.conversion,
        type.strategy,
        type.table);
  }

  public ResourceType with(Subresource... parts) {
    EnumSet<Subresource> set = EnumSet.noneOf(Subresource.class);
    set.addAll(List.of(parts));
    return new ResourceType(
        group,
        version,
        kind,
        plural,
        singular,
        namespaced,
        shortNames,
        categories,
        verbs,
        set,
        storage,
        conversion,
        strategy,
        table);
  }

  public ResourceType with(ResourceStrategy fields, TableLayout columns) {
    return new ResourceType(
        group,
        version,
        kind,
        plural,
        singular,
        namespaced,
        shortNames,
        categories,
        verbs,
        subresources,
        storage,
        conversion,
        fields,
        columns);
  }

  public ResourceType inCategoryAll() {
    return new ResourceType(
        group,
        version,
        kind,
        plural,
        singular,
        namespaced,
        shortNames,
        List.of("all"),
        verbs,
        subresources,
        storage,
        conversion,
        strategy,
        table);
  }

  /** Only these verbs, for resources that are computed. */
  public ResourceType only(String... allowed) {
    return new ResourceType(
        group,
        version,
        kind,
        plural,
        singular,
        namespaced,
        shortNames,
        categories,
        List.of(allowed),
        subresources,
        storage,
        conversion,
        strategy,
        table);
  }

  /** Another version or group of what is stored elsewhere. */
  public ResourceType storedAs(StorageKind kept, VersionConversion between) {
    return new ResourceType(
        group,
        version,
        kind,
        plural,
        singular,
        namespaced,
        shortNames,
        categories,
        verbs,
        subresources,
        kept,
        between,
        strategy,
        table);
  }

  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  public boolean has(Subresource part) {
    return subresources.contains(part);
  }

  public ApiFailure notFound(String name) {
    return ApiFailure.notFound(group, plural, name);
  }

  public ApiFailure invalid(String name, String field, String sentence) {
    return ApiFailure.invalid(group, kind, name, field, sentence);
  }
}
