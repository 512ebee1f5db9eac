package io.pilothouse.serviceruntime.spring.secrets;

import io.pilothouse.serviceruntime.secrets.RotatingSecrets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertySource;

/** Secrets as settings, each as it was last read. */
final class SecretsPropertySource extends PropertySource<RotatingSecrets> {

  static final String NAME = "pilothouseSecrets";

  SecretsPropertySource(RotatingSecrets secrets) {
    super(NAME, secrets);
  }

  @Override
  public @Nullable Object getProperty(String name) {
    return getSource().value(name).orElse(null);
  }
}
