package io.pilothouse.authservice.key;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When keys are made, sign and go. A key is published before it signs, so that whoever keeps the
 * key set for a while knows it in time; it stays until the last token that it signed has expired.
 * Every instance comes to the same answers from the same rows. Pure.
 *
 * @param lifetime how long a key signs
 * @param publishAhead how long before that it is made
 * @param keepAfter how long it stays after the last signature: the longest life of a token and the
 *     clocks' difference
 */
public record KeyTimetable(Duration lifetime, Duration publishAhead, Duration keepAfter) {

  /** A key's place in time. */
  public record Entry(String keyId, Instant signsFrom) {}

  private static final Comparator<Entry> BY_TIME =
      Comparator.comparing(Entry::signsFrom).thenComparing(Entry::keyId);

  /** The key that signs now: the newest whose time has come. */
  public Optional<Entry> signing(List<Entry> keys, Instant now) {
    return keys.stream().filter(key -> !key.signsFrom().isAfter(now)).max(BY_TIME);
  }

  /** From when a key that has to be made now would sign; empty when none has to be made. */
  public Optional<Instant> due(List<Entry> keys, Instant now) {
    Optional<Entry> newest = keys.stream().max(BY_TIME);
    if (signing(keys, now).isEmpty()) {
      return Optional.of(now);
    }
    Instant end = newest.orElseThrow().signsFrom().plus(lifetime);
    Instant soonest = now.plus(publishAhead);
    return soonest.isBefore(end) ? Optional.empty() : Optional.of(soonest);
  }

  /** The keys whose tokens have all expired. */
  public List<Entry> outlived(List<Entry> keys, Instant now) {
    Optional<Entry> signing = signing(keys, now);
    return keys.stream()
        .filter(key -> signing.filter(current -> BY_TIME.compare(key, current) < 0).isPresent())
        .filter(key -> !now.isBefore(lastSignature(key, keys).plus(keepAfter)))
        .toList();
  }

  private static Instant lastSignature(Entry key, List<Entry> keys) {
    return keys.stream()
        .filter(other -> BY_TIME.compare(other, key) > 0)
        .min(BY_TIME)
        .map(Entry::signsFrom)
        .orElse(Instant.MAX.minus(Duration.ofDays(365)));
  }
}
