package io.pilothouse.deployer.run;

import io.pilothouse.deployer.template.SystemTemplate;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of a template's parameters. Secrets are made at random each time and kept by nobody here:
 * the template puts them into the vault in the same stage in which it sets them.
 */
final class Parameters {
  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
  private static final int LENGTH = 32;

  private Parameters() {}

  /**
   * @throws DeployException if one is missing that nobody can make up
   */
  static Map<String, String> of(SystemTemplate template, Map<String, String> given) {
    var random = new SecureRandom();
    var values = new HashMap<String, String>();
    for (var parameter : template.parameters()) {
      String value = given.get(parameter.name());
      if (value != null) {
        values.put(parameter.name(), value);
      } else if (parameter.secret() && parameter.vaultSecret().isPresent()) {
        values.put(parameter.name(), secret(random));
      }
    }
    List<String> missing =
        template.parameters().stream()
            .map(p -> p.name())
            .filter(name -> !values.containsKey(name))
            .sorted()
            .toList();
    if (!missing.isEmpty()) {
      throw new DeployException(
          DeployException.Kind.REFUSED, Sentence.of("deploy.parameters", missing));
    }
    return values;
  }

  /** Letters of all the kinds that Azure asks a password for. */
  private static String secret(SecureRandom random) {
    var secret = new StringBuilder("Aa1!");
    for (int i = secret.length(); i < LENGTH; i++) {
      secret.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return secret.toString();
  }
}
