package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.ManagedService;
import io.pilothouse.sharedmodel.estate.KeyVault;
import io.pilothouse.sharedmodel.estate.Observed;
import java.util.Locale;

/** Tier and network of a Key Vault. */
final class VaultCheck implements Check<ManagedService, KeyVault> {
  @Override
  public void check(
      ManagedService declared, Observed<KeyVault> live, LiveSide side, Comparison say) {
    say.equal(
        "sku",
        declared.sku().map(VaultCheck::tier),
        live.value().sku().map(VaultCheck::tier),
        "properties.sku.name");
  }

  /** Documents write {@code Premium (HSM)} for {@code premium}. */
  private static Value tier(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    String meaning = plain.contains("premium") || plain.contains("hsm") ? "premium" : "standard";
    return new Value(text, meaning);
  }
}
