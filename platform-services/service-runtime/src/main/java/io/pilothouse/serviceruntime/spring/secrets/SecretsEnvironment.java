package io.pilothouse.serviceruntime.spring.secrets;

import com.azure.core.http.HttpClient;
import com.azure.identity.DefaultAzureCredentialBuilder;
import io.pilothouse.serviceruntime.secrets.MountedSecrets;
import io.pilothouse.serviceruntime.secrets.RotatingSecrets;
import io.pilothouse.serviceruntime.secrets.SecretStore;
import io.pilothouse.serviceruntime.secrets.VaultSecrets;
import java.time.Clock;
import java.util.Optional;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Puts secrets before all other settings, once the files that say where they are have been read. A
 * vault that does not answer ends the start: a service without its secrets would fail later and
 * less clearly.
 */
public final class SecretsEnvironment implements EnvironmentPostProcessor, Ordered {

  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER + 1;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (environment.getPropertySources().contains(SecretsPropertySource.NAME)) {
      return;
    }
    Binder.get(environment)
        .bind("pilothouse.secrets", SecretsProperties.class)
        .ifBound(properties ->
            store(properties)
                .ifPresent(store -> {
                  var secrets = new RotatingSecrets(store, properties.names(), Clock.systemUTC());
                  secrets.load();
                  environment.getPropertySources().addFirst(new SecretsPropertySource(secrets));
                }));
  }

  private static Optional<SecretStore> store(SecretsProperties properties) {
    var vault = Optional.ofNullable(properties.vaultUrl()).filter(url -> !url.isEmpty());
    return vault
        .<SecretStore>map(Vault::of)
        .or(() -> Optional.ofNullable(properties.folder()).map(MountedSecrets::new));
  }

  /** Apart, since a service with mounted secrets needs no identity library. */
  private static final class Vault {
    static SecretStore of(String url) {
      return new VaultSecrets(
          url, new DefaultAzureCredentialBuilder().build(), HttpClient.createDefault());
    }
  }
}
