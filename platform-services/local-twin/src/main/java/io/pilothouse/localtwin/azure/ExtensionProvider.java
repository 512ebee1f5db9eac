package io.pilothouse.localtwin.azure;

import java.util.List;

/** A provider that answers about another scope: a subscription, a resource group, a resource. */
interface ExtensionProvider {
  /** Such as {@code Microsoft.AlertsManagement/alerts}. */
  String type();

  /**
   * Answers below {@code {scope}/providers/{type}}.
   *
   * @param scope id of what it is about, without a slash at its end; empty for the tenant
   * @param rest what follows the type in the path
   */
  Arm.Response answer(Arm.Request request, String scope, List<String> rest);
}
