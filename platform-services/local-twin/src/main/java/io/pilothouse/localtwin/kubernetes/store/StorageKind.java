package io.pilothouse.localtwin.kubernetes.store;

/**
 * What objects are stored together: a group and a plural name, whatever versions it is served in.
 */
public record StorageKind(String group, String plural) {

  @Override
  public String toString() {
    return group.isEmpty() ? plural : plural + "." + group;
  }
}
