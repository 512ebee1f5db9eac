package io.pilothouse.authservice.key;

import io.pilothouse.authservice.SecretFile;
import io.pilothouse.authservice.token.TokenSettings;
import io.pilothouse.serviceruntime.spring.security.TokenProperties;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The keys, ready before the first request. */
@Configuration(proxyBeanMethods = false)
class KeyConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(KeyConfiguration.class);

  @Bean
  KeySealing keySealing(KeySettings settings) {
    if (!settings.encryptionKeys().isEmpty()) {
      return new KeySealing(settings.encryptionKeys());
    }
    LOG.warn(
        "signing keys are sealed with the key in file={}: more than one instance needs pilothouse.auth.keys.encryption-keys",
        settings.encryptionKeyFile());
    return new KeySealing(
        List.of(SecretFile.readOrMake(settings.encryptionKeyFile(), KeySealing::newKey)));
  }

  @Bean
  KeyTimetable keyTimetable(KeySettings keys, TokenSettings tokens, TokenProperties security) {
    return new KeyTimetable(
        keys.lifetime(),
        keys.publishAhead(),
        tokens.accessTokenLifetime().plus(security.clockSkew()).plus(keys.keySetAge()));
  }

  @Bean
  SigningKeys signingKeys(SigningKeyTable table, KeyTimetable timetable, Clock clock) {
    return new SigningKeys(table, timetable, clock);
  }

  @Bean
  SmartInitializingSingleton keysBeforeRequests(KeyRotation rotation) {
    return rotation::turn;
  }
}
