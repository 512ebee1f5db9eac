package io.pilothouse.deployer.template;

import java.util.Optional;

/**
 * A parameter of a template: what is never written into one.
 *
 * @param name such as {@code postgresqlServerAdministratorPassword}
 * @param secret whether Azure must neither show nor log it
 * @param vaultSecret name in the system's Key Vault under which the template keeps it; a value that
 *     stands there already is to be used again, else one is made at random
 */
public record TemplateParameter(String name, boolean secret, Optional<String> vaultSecret) {}
