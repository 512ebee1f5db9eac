package io.pilothouse.deployer.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.deployer.azure.DeploymentClient;
import io.pilothouse.deployer.azure.ParameterValue;
import io.pilothouse.deployer.template.ResourceType;
import io.pilothouse.deployer.template.SystemTemplate;
import io.pilothouse.deployer.template.TemplateParameter;
import io.pilothouse.deployer.template.TemplateResource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Values of a template's parameters. A secret that the vault has is taken from there, by Azure
 * itself; one that it has not is made at random, and put there by the stage that comes before all
 * that take it. So a password changes only when somebody changes it in the vault, and nobody here
 * ever keeps one.
 */
final class Parameters {
  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
  private static final int LENGTH = 32;

  private final SystemTemplate template;
  private final Map<String, String> given;
  private final DeploymentClient azure;
  private final SecureRandom random = new SecureRandom();

  Parameters(SystemTemplate template, Map<String, String> given, DeploymentClient azure) {
    this.template = template;
    this.given = given;
    this.azure = azure;
  }

  /**
   * Their values at this moment.
   *
   * @throws DeployException if one is missing that nobody can make up
   */
  Map<String, ParameterValue> now() {
    Optional<TemplateResource> vault =
        template.resources().stream().filter(r -> r.type() == ResourceType.VAULT).findFirst();
    Set<String> kept = vault.map(this::secrets).orElse(Set.of());
    var values = new HashMap<String, ParameterValue>();
    for (TemplateParameter parameter : template.parameters()) {
      String own = given.get(parameter.name());
      if (own != null) {
        values.put(parameter.name(), new ParameterValue.Given(own));
      } else if (parameter.secret()) {
        parameter
            .vaultSecret()
            .ifPresent(secret ->
                values.put(
                    parameter.name(),
                    kept.contains(secret)
                        ? new ParameterValue.InVault(vault.orElseThrow().id(), secret)
                        : new ParameterValue.Given(secret())));
      }
    }
    List<String> missing =
        template.parameters().stream()
            .map(TemplateParameter::name)
            .filter(name -> !values.containsKey(name))
            .sorted()
            .toList();
    if (!missing.isEmpty()) {
      throw new DeployException(
          DeployException.Kind.REFUSED, Sentence.of("deploy.parameters", missing));
    }
    return values;
  }

  /** The names of the secrets that a vault has; none while it is not there. */
  private Set<String> secrets(TemplateResource vault) {
    return azure
        .read(vault.id() + "/secrets", vault.type().apiVersion())
        .map(list ->
            list.path("value").findValues("name").stream()
                .map(JsonNode::asText)
                .collect(Collectors.toSet()))
        .orElse(Set.of());
  }

  /** Letters of all the kinds that Azure asks a password for. */
  private String secret() {
    var secret = new StringBuilder("Aa1!");
    for (int i = secret.length(); i < LENGTH; i++) {
      secret.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return secret.toString();
  }
}
