package io.pilothouse.deployer.azure;

/** What a parameter of a template is given. */
public sealed interface ParameterValue {
  /** A value of ours. A secret one is never logged: {@link #toString} does not tell it. */
  record Given(String text) implements ParameterValue {
    @Override
    public String toString() {
      return "Given[…]";
    }
  }

  /**
   * What a secret of a vault holds: Azure reads it, and nobody else has to.
   *
   * @param vault id of the vault, which has to be enabled for template deployment
   * @param secret name of the secret
   */
  record InVault(String vault, String secret) implements ParameterValue {}
}
