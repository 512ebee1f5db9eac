package io.pilothouse.authservice.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The signing keys in the database, their private halves sealed. Any thread. */
@Repository
public class SigningKeyTable {
  /** So that one instance at a time decides whether a key is due. */
  private static final long LOCK = 7_214_002L;

  private final JdbcClient database;
  private final Clock clock;
  private final KeySealing sealing;
  private final KeySettings settings;

  public SigningKeyTable(
      JdbcClient database, Clock clock, KeySealing sealing, KeySettings settings) {
    this.database = database;
    this.clock = clock;
    this.sealing = sealing;
    this.settings = settings;
  }

  /**
   * A key.
   *
   * @param pair with its private half
   * @param signsFrom from when it signs
   */
  public record SigningKey(RSAKey pair, Instant signsFrom) {
    KeyTimetable.Entry entry() {
      return new KeyTimetable.Entry(pair.getKeyID(), signsFrom);
    }

    @Override
    public String toString() {
      return pair.getKeyID() + " from " + signsFrom;
    }
  }

  /** Every key, the oldest first. */
  List<SigningKey> all() {
    return database
        .sql(
            "SELECT key_id, private_key, signs_from FROM auth_signing_keys ORDER BY signs_from, key_id")
        .query((row, number) ->
            new SigningKey(
                opened(row.getString("key_id"), row.getBytes("private_key")),
                row.getTimestamp("signs_from").toInstant()))
        .list();
  }

  /** Holds off the other instances until the transaction ends. */
  @Transactional
  void lock() {
    database.sql("SELECT pg_advisory_xact_lock(?)").params(LOCK).query((row, number) -> 1).list();
  }

  /** Makes a key that signs from then on. */
  @Transactional
  SigningKey add(Instant signsFrom) {
    try {
      RSAKey pair =
          new RSAKeyGenerator(settings.bits())
              .keyID(UUID.randomUUID().toString())
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.RS256)
              .generate();
      byte[] secret = pair.toJSONString().getBytes(StandardCharsets.UTF_8);
      database
          .sql("INSERT INTO auth_signing_keys VALUES (?, ?, ?, ?, ?)")
          .params(
              pair.getKeyID(),
              pair.toPublicJWK().toJSONString(),
              sealing.seal(pair.getKeyID(), secret),
              Timestamp.from(clock.instant()),
              Timestamp.from(signsFrom))
          .update();
      return new SigningKey(pair, signsFrom);
    } catch (JOSEException e) {
      throw new IllegalStateException("no RSA key was made: " + e.getMessage(), e);
    }
  }

  @Transactional
  void remove(String keyId) {
    database.sql("DELETE FROM auth_signing_keys WHERE key_id = ?").params(keyId).update();
  }

  private RSAKey opened(String keyId, byte[] sealed) {
    try {
      return RSAKey.parse(new String(sealing.open(keyId, sealed), StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw new IllegalStateException("the signing key " + keyId + " cannot be read", e);
    }
  }
}
