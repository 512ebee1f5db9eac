package io.pilothouse.localtwin.landscape;

import io.pilothouse.localtwin.azure.AzureScope;
import io.pilothouse.localtwin.azure.StoredResource;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.util.ArrayList;
import java.util.List;

/**
 * The Azure resources that a blueprint means and that are configuration alone: networks, entrance,
 * messaging, vaults, storage, registries, workspaces, alert rules. As the document words them, its
 * mistakes kept; where it is silent Azure's own defaults hold. Pure.
 */
public final class AzureLandscape {
  private final Blueprint blueprint;
  private final AzureScope scope;

  public AzureLandscape(Blueprint blueprint, AzureScope scope) {
    this.blueprint = blueprint;
    this.scope = scope;
  }

  /** In an order in which each can be created. */
  public List<StoredResource> resources() {
    var names = new ResourceNames(blueprint, scope);
    var all = new ArrayList<StoredResource>();
    all.addAll(new SettingsLandscape(blueprint, names).all());
    blueprint
        .network()
        .ifPresent(network -> all.addAll(new NetworkLandscape(blueprint, names).of(network)));
    blueprint
        .entrance()
        .ifPresent(entrance -> all.addAll(new EntranceLandscape(names).of(entrance)));
    all.addAll(new MessagingLandscape(names).of(blueprint.messageBrokers()));
    all.addAll(new VaultLandscape(names).of(blueprint.managedServices()));
    all.addAll(new ManagedLandscape(names).of(blueprint.managedServices()));
    all.addAll(new AlertLandscape(blueprint, names).of(blueprint.alertRules()));
    return all;
  }
}
