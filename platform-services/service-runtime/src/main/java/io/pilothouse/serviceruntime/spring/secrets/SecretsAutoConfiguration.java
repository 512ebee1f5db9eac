package io.pilothouse.serviceruntime.spring.secrets;

import io.pilothouse.serviceruntime.data.RoutedDatabase;
import io.pilothouse.serviceruntime.secrets.RotatingSecrets;
import io.pilothouse.serviceruntime.spring.data.DatabaseAutoConfiguration;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Reads secrets again in intervals, and at once when the database refuses the password; a changed
 * password goes into the pools, without a restart.
 */
@AutoConfiguration(after = DatabaseAutoConfiguration.class)
@Conditional(SecretsAutoConfiguration.OnSecrets.class)
public class SecretsAutoConfiguration {

  private static final String PASSWORD = "pilothouse.database.primary.password";
  private static final String USER = "pilothouse.database.primary.user";

  @Bean
  RotatingSecrets rotatingSecrets(ConfigurableEnvironment environment) {
    return source(environment)
        .orElseThrow(() -> new IllegalStateException("the secrets are not among the settings"))
        .getSource();
  }

  @Bean(destroyMethod = "close")
  SecretsRefresh secretsRefresh(RotatingSecrets secrets, ConfigurableEnvironment environment) {
    var interval =
        Binder.get(environment)
            .bindOrCreate("pilothouse.secrets", SecretsProperties.class)
            .refreshInterval();
    return new SecretsRefresh(secrets, interval);
  }

  @Bean
  SmartInitializingSingleton databasePasswordRotation(
      RotatingSecrets secrets,
      ObjectProvider<RoutedDatabase> databases,
      ConfigurableEnvironment environment) {
    return () ->
        databases.ifAvailable(database -> {
          secrets.onChange(changed -> {
            if (changed.contains(PASSWORD) || changed.contains(USER)) {
              database.credentials(
                  environment.getProperty(USER, ""), environment.getProperty(PASSWORD, ""));
            }
          });
          database.onCredentialsRefused(secrets::refreshSoon);
        });
  }

  private static Optional<SecretsPropertySource> source(ConfigurableEnvironment environment) {
    return environment.getPropertySources().get(SecretsPropertySource.NAME)
            instanceof SecretsPropertySource source
        ? Optional.of(source)
        : Optional.empty();
  }

  /** Whether secrets are read from somewhere. */
  static final class OnSecrets extends SpringBootCondition {
    @Override
    public ConditionOutcome getMatchOutcome(
        ConditionContext context, AnnotatedTypeMetadata metadata) {
      boolean there =
          context.getEnvironment() instanceof ConfigurableEnvironment environment
              && source(environment).isPresent();
      return new ConditionOutcome(
          there, ConditionMessage.of(there ? "secrets are settings" : "no vault and no folder"));
    }
  }
}
