package io.pilothouse.authservice.key;

import io.pilothouse.authservice.audit.Audit;
import io.pilothouse.authservice.audit.AuditEvent;
import io.pilothouse.authservice.key.SigningKeyTable.SigningKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Does what the timetable says, one instance at a time. Any thread. */
@Component
public class KeyRotation {
  private static final String SYSTEM = "system";
  private static final String HERE = "-";

  private final SigningKeyTable table;
  private final SigningKeys keys;
  private final KeyTimetable timetable;
  private final Audit audit;
  private final Clock clock;
  private final TransactionTemplate transaction;

  public KeyRotation(
      SigningKeyTable table,
      SigningKeys keys,
      KeyTimetable timetable,
      Audit audit,
      Clock clock,
      TransactionTemplate transaction) {
    this.table = table;
    this.keys = keys;
    this.timetable = timetable;
    this.audit = audit;
    this.clock = clock;
    this.transaction = transaction;
  }

  /** Makes the key that is due, if one is, and drops those that have outlived their tokens. */
  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
  public void turn() {
    transaction.executeWithoutResult(status -> {
      table.lock();
      Instant now = clock.instant();
      List<KeyTimetable.Entry> entries = entries();
      timetable.due(entries, now).ifPresent(from -> publish(from, SYSTEM, HERE));
      timetable.outlived(entries, now).forEach(key -> table.remove(key.keyId()));
    });
    keys.read();
  }

  /** Publishes a key ahead of its turn; it signs as soon as everybody can know it. */
  public void rotate(String actor, String address) {
    transaction.executeWithoutResult(status -> {
      table.lock();
      publish(clock.instant().plus(timetable.publishAhead()), actor, address);
    });
    keys.read();
  }

  /**
   * A new key signs from now on and all others are gone: for when a private key may be known. Every
   * access token ends with this; sessions go on with their refresh tokens.
   */
  public void revokeAll(String actor, String address) {
    transaction.executeWithoutResult(status -> {
      table.lock();
      List<KeyTimetable.Entry> compromised = entries();
      publish(clock.instant(), actor, address);
      compromised.forEach(key -> table.remove(key.keyId()));
      audit.record(
          AuditEvent.SIGNING_KEYS_REVOKED,
          actor,
          "signing-keys",
          address,
          compromised.size() + " removed");
    });
    keys.read();
  }

  private void publish(Instant signsFrom, String actor, String address) {
    SigningKey made = table.add(signsFrom);
    audit.record(
        AuditEvent.SIGNING_KEY_PUBLISHED,
        actor,
        made.pair().getKeyID(),
        address,
        "signs from " + signsFrom);
  }

  private List<KeyTimetable.Entry> entries() {
    return table.all().stream().map(SigningKey::entry).toList();
  }
}
