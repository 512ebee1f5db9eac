package io.pilothouse.authservice.web;

import io.pilothouse.authservice.key.SigningKeys;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Ready only with a key that can sign. */
@Component
class SigningKeysHealthIndicator implements HealthIndicator {
  private final SigningKeys keys;

  SigningKeysHealthIndicator(SigningKeys keys) {
    this.keys = keys;
  }

  @Override
  public Health health() {
    return (keys.ready() ? Health.up() : Health.down()).build();
  }
}
