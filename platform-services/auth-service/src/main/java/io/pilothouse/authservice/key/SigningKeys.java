package io.pilothouse.authservice.key;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.pilothouse.authservice.key.SigningKeyTable.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * The keys as this instance knows them: read from the database every half minute, and at once when
 * a token names one that is not known here. Signs with the one whose time has come. Any thread.
 */
public class SigningKeys implements JWKSource<SecurityContext> {
  private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);

  /** Forged key ids must not become a query each. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private record Known(List<SigningKey> keys, Instant readAt) {
    boolean has(String keyId) {
      return keys.stream().anyMatch(key -> key.pair().getKeyID().equals(keyId));
    }
  }

  private final SigningKeyTable table;
  private final KeyTimetable timetable;
  private final Clock clock;

  /** Replaced as a whole by whoever reads the table. */
  private volatile Known known = new Known(List.of(), Instant.EPOCH);

  public SigningKeys(SigningKeyTable table, KeyTimetable timetable, Clock clock) {
    this.table = table;
    this.timetable = timetable;
    this.clock = clock;
  }

  /** Reads the table. */
  @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
  public void read() {
    Known now = new Known(table.all(), clock.instant());
    if (!now.keys().equals(known.keys())) {
      LOG.info("signing keys known={}", now.keys());
    }
    known = now;
  }

  /**
   * The id of the key that signs now.
   *
   * @throws IllegalStateException if there is none yet
   */
  public String signingKeyId() {
    Instant now = clock.instant();
    return timetable
        .signing(known.keys().stream().map(SigningKey::entry).toList(), now)
        .map(KeyTimetable.Entry::keyId)
        .orElseThrow(() -> new IllegalStateException("no signing key has begun to sign"));
  }

  /** The public halves of all keys, as others may keep them. */
  public JWKSet publicKeys() {
    return new JWKSet(known.keys().stream().map(key -> (JWK) key.pair().toPublicJWK()).toList());
  }

  /** Whether at least one key can sign. */
  public boolean ready() {
    Instant now = clock.instant();
    return known.keys().stream().anyMatch(key -> !key.signsFrom().isAfter(now));
  }

  @Override
  public List<JWK> get(JWKSelector selector, SecurityContext context) {
    var ids = selector.getMatcher().getKeyIDs();
    if (ids != null) {
      ids.forEach(this::lookFor);
    }
    return selector.select(new JWKSet(known.keys().stream().map(key -> (JWK) key.pair()).toList()));
  }

  private void lookFor(String keyId) {
    Known now = known;
    if (!now.has(keyId) && !clock.instant().isBefore(now.readAt().plus(BETWEEN_LOOKS))) {
      read();
    }
  }
}
