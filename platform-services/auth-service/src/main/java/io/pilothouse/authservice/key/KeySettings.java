package io.pilothouse.authservice.key;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The signing keys.
 *
 * @param encryptionKeys Base64 of 32 bytes each; the first seals, every one opens; a secret or from
 *     Key Vault, the same for every instance
 * @param encryptionKeyFile where one is made and kept, readable by its owner alone, when none is
 *     given; for one instance on one machine
 * @param bits of RSA, from 2048
 * @param lifetime how long a key signs
 * @param publishAhead how long before that it is published; longer than anybody keeps the key set
 * @param keySetAge how long others may keep the key set
 */
@ConfigurationProperties("pilothouse.auth.keys")
public record KeySettings(
    @DefaultValue List<String> encryptionKeys,
    @DefaultValue("${user.home}/.pilothouse/auth-service/key-encryption-key")
        Path encryptionKeyFile,
    @DefaultValue("2048") int bits,
    @DefaultValue("P30D") Duration lifetime,
    @DefaultValue("PT24H") Duration publishAhead,
    @DefaultValue("PT5M") Duration keySetAge) {

  public KeySettings {
    encryptionKeys = encryptionKeys.stream().filter(key -> !key.isBlank()).toList();
    if (bits < 2048) {
      throw new IllegalArgumentException(
          "pilothouse.auth.keys.bits is " + bits + ", 2048 is least");
    }
    if (publishAhead.compareTo(keySetAge.multipliedBy(2)) < 0
        || lifetime.compareTo(publishAhead) <= 0) {
      throw new IllegalArgumentException(
          "pilothouse.auth.keys wants 2 × key-set-age <= publish-ahead < lifetime, got %s, %s, %s"
              .formatted(keySetAge, publishAhead, lifetime));
    }
  }
}
