package io.pilothouse.authservice.password;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The policy and the hashing that the settings ask for. */
@Configuration(proxyBeanMethods = false)
class PasswordConfiguration {

  @Bean
  PasswordPolicy passwordPolicy(PasswordSettings settings) {
    return new PasswordPolicy(
        settings.minimumLength(), settings.lifetime(), CommonPasswords.shipped());
  }

  @Bean
  PasswordHashing passwordHashing(PasswordSettings settings) {
    return new PasswordHashing(
        settings.workFactor(), Runtime.getRuntime().availableProcessors(), settings.hashingWait());
  }
}
