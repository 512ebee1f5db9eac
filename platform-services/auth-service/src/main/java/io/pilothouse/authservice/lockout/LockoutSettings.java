package io.pilothouse.authservice.lockout;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many wrong passwords are too many.
 *
 * @param accountFailures for one user name
 * @param addressFailures for one address, which many people may share
 * @param firstLock how long the first lock lasts; each further one twice as long
 * @param longestLock what doubling never exceeds; short enough that nobody is locked out for a day
 *     by somebody else
 * @param forgetAfter quiet time after which counting begins anew
 */
@ConfigurationProperties("pilothouse.auth.lockout")
public record LockoutSettings(
    @DefaultValue("5") int accountFailures,
    @DefaultValue("50") int addressFailures,
    @DefaultValue("PT1M") Duration firstLock,
    @DefaultValue("PT15M") Duration longestLock,
    @DefaultValue("PT24H") Duration forgetAfter) {

  LockoutPolicy account() {
    return new LockoutPolicy(accountFailures, firstLock, longestLock, forgetAfter);
  }

  LockoutPolicy address() {
    return new LockoutPolicy(addressFailures, firstLock, longestLock, forgetAfter);
  }
}
