package io.pilothouse.authservice.password;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the installation document asks of passwords.
 *
 * @param minimumLength characters at least; the document says 16
 * @param lifetime after which a new one is asked for; the document says 90 days
 * @param history how many former ones may not come back
 * @param workFactor of BCrypt: 2^n rounds, 10 to 16; 12 takes about a quarter of a second of one
 *     core
 * @param hashingWait how long a sign-in waits for a core before it is told to come back
 */
@ConfigurationProperties("pilothouse.auth.password")
public record PasswordSettings(
    @DefaultValue("16") int minimumLength,
    @DefaultValue("P90D") Duration lifetime,
    @DefaultValue("5") int history,
    @DefaultValue("12") int workFactor,
    @DefaultValue("PT3S") Duration hashingWait) {

  public PasswordSettings {
    if (workFactor < 10 || workFactor > 16) {
      throw new IllegalArgumentException(
          "pilothouse.auth.password.work-factor is "
              + workFactor
              + "; below 10 a stolen hash is guessed too fast, above 16 nobody can sign in");
    }
  }
}
