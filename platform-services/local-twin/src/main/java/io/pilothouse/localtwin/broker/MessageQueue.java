package io.pilothouse.localtwin.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.message.Message;

/**
 * The rules of one queue or subscription: peek-lock in order, locks that end, deliveries that are
 * counted, dead letters, duplicates, messages of a later time. Knows no network and is given the
 * time. Touched by the broker's thread only.
 */
final class MessageQueue {
  static final String REASON = "DeadLetterReason";
  static final String DESCRIPTION = "DeadLetterErrorDescription";

  private final QueueSettings settings;
  private final Optional<MessageQueue> deadLetters;
  private final SessionLocks sessions = new SessionLocks();

  /** What nobody has locked, by session and in order. */
  private final Map<String, NavigableMap<Long, StoredMessage>> ready = new LinkedHashMap<>();

  private final Map<UUID, StoredMessage> locked = new HashMap<>();
  private final NavigableMap<Long, Scheduled> scheduled = new TreeMap<>();

  /** When a message id was taken in, oldest first. */
  private final Map<String, Instant> seen = new LinkedHashMap<>();

  private long lastSequence;
  private long bytes;
  private long incoming;
  private long outgoing;
  private long completed;

  MessageQueue(QueueSettings settings) {
    this(settings, Optional.of(new MessageQueue(settings.deadLetters(), Optional.empty())));
  }

  private MessageQueue(QueueSettings settings, Optional<MessageQueue> deadLetters) {
    this.settings = settings;
    this.deadLetters = deadLetters;
  }

  /** What became of a message that was sent. */
  enum Admission {
    TAKEN,
    /** Dropped: its id was taken in within the window. To the sender it looks taken. */
    DUPLICATE,
    FULL,
    /** The queue has sessions and the message none. */
    WITHOUT_SESSION
  }

  private record Scheduled(Instant at, StoredMessage message) {}

  QueueSettings settings() {
    return settings;
  }

  Optional<MessageQueue> deadLetters() {
    return deadLetters;
  }

  SessionLocks sessions() {
    return sessions;
  }

  Admission enqueue(Message message, int size, Instant now) {
    Admission admission = admit(message, size, now);
    if (admission == Admission.TAKEN) {
      makeReady(stored(message, size, now));
    }
    return admission;
  }

  /** Takes a message in that is not seen before its time; empty when it is refused. */
  Optional<Long> schedule(Message message, int size, Instant at, Instant now) {
    Admission admission = admit(message, size, now);
    if (admission == Admission.FULL || admission == Admission.WITHOUT_SESSION) {
      return Optional.empty();
    }
    var stored = stored(message, size, at.isAfter(now) ? at : now);
    if (admission == Admission.TAKEN) {
      scheduled.put(stored.sequence(), new Scheduled(at, stored));
    }
    return Optional.of(stored.sequence());
  }

  boolean cancelScheduled(long sequence) {
    Scheduled gone = scheduled.remove(sequence);
    if (gone != null) {
      bytes -= gone.message().bytes();
    }
    return gone != null;
  }

  /** Locks the oldest message of the session; the empty text is the queue without sessions. */
  Optional<StoredMessage> lockNext(String session, Instant now) {
    NavigableMap<Long, StoredMessage> waiting = ready.get(session);
    while (waiting != null && !waiting.isEmpty()) {
      StoredMessage next = waiting.pollFirstEntry().getValue();
      if (waiting.isEmpty()) {
        ready.remove(session);
      }
      if (next.expired(now)) {
        expire(next, now);
        continue;
      }
      var lock = new StoredMessage.Lock(UUID.randomUUID(), now.plus(settings.lockDuration()));
      next.lock(lock);
      locked.put(lock.token(), next);
      outgoing++;
      return Optional.of(next);
    }
    return Optional.empty();
  }

  /** Done with. False when the lock is not held any more. */
  boolean complete(UUID token) {
    Optional<StoredMessage> message = release(token);
    message.ifPresent(m -> {
      bytes -= m.bytes();
      completed++;
    });
    return message.isPresent();
  }

  /** Given back. False when the lock is not held any more. */
  boolean abandon(UUID token, boolean failed, Instant now) {
    Optional<StoredMessage> message = release(token);
    message.ifPresent(m -> giveBack(m, failed, now));
    return message.isPresent();
  }

  /** Put aside by its receiver. False when the lock is not held any more. */
  boolean deadLetter(UUID token, String reason, String description, Instant now) {
    Optional<StoredMessage> message = release(token);
    message.ifPresent(m -> bury(m, reason, description, now));
    return message.isPresent();
  }

  /** Until when the lock holds now; empty when it is not held any more. */
  Optional<Instant> renew(UUID token, Instant now) {
    return Optional.ofNullable(locked.get(token))
        .map(message -> {
          var lock = new StoredMessage.Lock(token, now.plus(settings.lockDuration()));
          message.lock(lock);
          return lock.until();
        });
  }

  /** Gives back what a session's receiver had. */
  void releaseSession(String session, boolean failed, Instant now) {
    locked.values().stream()
        .filter(m -> m.session().equals(session))
        .map(m -> m.lock().orElseThrow().token())
        .toList()
        .forEach(token -> abandon(token, failed, now));
    sessions.release(session);
  }

  /** The oldest session with messages that nobody has, or the one that is asked for. */
  Optional<String> freeSession(Optional<String> wanted) {
    return wanted.isPresent()
        ? wanted.filter(s -> !sessions.held(s))
        : ready.keySet().stream().filter(s -> !sessions.held(s)).findFirst();
  }

  /** Messages without their being locked, from a sequence number on. */
  List<StoredMessage> peek(long from, int count) {
    return Stream.concat(
            ready.values().stream().flatMap(m -> m.tailMap(from).values().stream()),
            locked.values().stream().filter(m -> m.sequence() >= from))
        .sorted((a, b) -> Long.compare(a.sequence(), b.sequence()))
        .limit(count)
        .toList();
  }

  /** Lets happen what time brings: locks end, messages come due, ids are forgotten. */
  void advance(Instant now) {
    if (!settings.sessions()) {
      locked.values().stream()
          .filter(m -> m.lockEnded(now))
          .map(m -> m.lock().orElseThrow().token())
          .toList()
          .forEach(token -> abandon(token, true, now));
    }
    for (var due : List.copyOf(scheduled.values())) {
      if (!due.at().isAfter(now)) {
        scheduled.remove(due.message().sequence());
        makeReady(due.message());
      }
    }
    settings
        .duplicateWindow()
        .ifPresent(window -> seen.values().removeIf(at -> at.plus(window).isBefore(now)));
    if (deadLetters.isPresent()) {
      for (var waiting : new ArrayList<>(ready.values())) {
        waiting.values().stream()
            .filter(m -> m.expired(now))
            .toList()
            .forEach(m -> {
              waiting.remove(m.sequence());
              expire(m, now);
            });
      }
      ready.values().removeIf(Map::isEmpty);
    }
    deadLetters.ifPresent(d -> d.advance(now));
  }

  /** Takes messages away, wherever they stand, dead letters too. */
  void discard(Predicate<Message> which) {
    for (var waiting : ready.values()) {
      waiting.values().removeIf(m -> discarded(m, which));
    }
    ready.values().removeIf(Map::isEmpty);
    locked.values().removeIf(m -> discarded(m, which));
    deadLetters.ifPresent(d -> d.discard(which));
  }

  /** Takes the dead letters away. */
  void discardDeadLetters() {
    deadLetters.ifPresent(d -> d.discard(message -> true));
  }

  private boolean discarded(StoredMessage message, Predicate<Message> which) {
    boolean gone = which.test(message.content());
    if (gone) {
      bytes -= message.bytes();
    }
    return gone;
  }

  QueueCounts counts() {
    int dead = deadLetters.map(d -> d.counts().active()).orElse(0);
    return new QueueCounts(
        settings.name(),
        ready.values().stream().mapToInt(Map::size).sum() + locked.size(),
        dead,
        scheduled.size(),
        bytes + deadLetters.map(d -> d.bytes).orElse(0L),
        incoming,
        outgoing,
        completed);
  }

  private Admission admit(Message message, int size, Instant now) {
    if (settings.sessions() && message.getGroupId() == null) {
      return Admission.WITHOUT_SESSION;
    }
    if (bytes + size > settings.maximumBytes()) {
      return Admission.FULL;
    }
    if (settings.duplicateWindow().isPresent() && message.getMessageId() != null) {
      if (seen.putIfAbsent(message.getMessageId().toString(), now) != null) {
        return Admission.DUPLICATE;
      }
    }
    incoming++;
    return Admission.TAKEN;
  }

  private StoredMessage stored(Message message, int size, Instant now) {
    bytes += size;
    Stream<Duration> own =
        message.getTtl() > 0 ? Stream.of(Duration.ofMillis(message.getTtl())) : Stream.empty();
    Optional<Instant> expiry =
        Stream.concat(settings.timeToLive().stream(), own)
            .min(Comparator.naturalOrder())
            .map(now::plus);
    return new StoredMessage(
        ++lastSequence,
        message,
        size,
        settings.sessions() ? message.getGroupId() : "",
        now,
        expiry);
  }

  private void makeReady(StoredMessage message) {
    ready.computeIfAbsent(message.session(), s -> new TreeMap<>()).put(message.sequence(), message);
  }

  private Optional<StoredMessage> release(UUID token) {
    return Optional.ofNullable(locked.remove(token));
  }

  private void giveBack(StoredMessage message, boolean failed, Instant now) {
    message.unlock(failed);
    int most = settings.maximumDeliveryCount();
    if (most > 0 && message.failedDeliveries() >= most) {
      bury(
          message,
          "MaxDeliveryCountExceeded",
          "Message could not be consumed after " + most + " delivery attempts.",
          now);
    } else {
      makeReady(message);
    }
  }

  private void expire(StoredMessage message, Instant now) {
    if (settings.deadLetteringOnExpiration()) {
      bury(message, "TTLExpiredException", "The message expired and was dead lettered.", now);
    } else {
      bytes -= message.bytes();
    }
  }

  private void bury(StoredMessage message, String reason, String description, Instant now) {
    bytes -= message.bytes();
    if (deadLetters.isEmpty()) {
      return;
    }
    Message content = message.content();
    Map<String, Object> properties = new HashMap<>();
    if (content.getApplicationProperties() != null) {
      properties.putAll(content.getApplicationProperties().getValue());
    }
    properties.put(REASON, reason);
    properties.put(DESCRIPTION, description);
    content.setApplicationProperties(new ApplicationProperties(properties));
    var place = deadLetters.get();
    place.makeReady(place.stored(content, message.bytes(), now));
  }
}
