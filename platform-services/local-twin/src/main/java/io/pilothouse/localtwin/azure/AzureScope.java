package io.pilothouse.localtwin.azure;

/**
 * Where the twin's resources live in Azure's terms.
 *
 * @param location the resource group's region in resource manager's spelling, such as {@code
 *     koreacentral}
 */
public record AzureScope(
    String subscription, String tenant, String resourceGroup, String location) {
  /** Resource manager id of the resource group. */
  public String resourceGroupId() {
    return "/subscriptions/" + subscription + "/resourceGroups/" + resourceGroup;
  }

  /**
   * Resource manager id of a resource. @param type such as {@code
   * Microsoft.DBforPostgreSQL/flexibleServers}
   */
  public String resourceId(String type, String name) {
    return resourceGroupId() + "/providers/" + type + "/" + name;
  }
}
