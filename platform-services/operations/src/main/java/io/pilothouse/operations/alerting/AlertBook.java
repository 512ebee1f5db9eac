package io.pilothouse.operations.alerting;

import io.pilothouse.sharedmodel.alert.Alert;
import io.pilothouse.sharedmodel.alert.Alert.State;
import io.pilothouse.sharedmodel.blueprint.AlertRule.Comparison;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The alerts and how long their conditions have held. Immutable: each evaluation gives a new book.
 * Whatever cannot be read is unknown; an alert that fired before it became unknown fires again as
 * soon as it is read and still so, one that was only pending begins its window anew.
 */
public final class AlertBook {
  /** How long a resolved alert is shown. */
  private static final Duration KEEP_RESOLVED = Duration.ofMinutes(15);

  private final Map<String, Entry> entries;

  private AlertBook(Map<String, Entry> entries) {
    this.entries = Map.copyOf(entries);
  }

  /** No alert yet. */
  public static AlertBook empty() {
    return new AlertBook(Map.of());
  }

  /** The book after an evaluation. */
  AlertBook evaluate(List<Rule> rules, Instant now) {
    var next = new LinkedHashMap<String, Entry>();
    for (Rule rule : rules) {
      for (Reading reading : rule.readings()) {
        String id = rule.id() + "/" + reading.subject();
        step(Optional.ofNullable(entries.get(id)), rule, reading, id, now)
            .ifPresent(e -> next.put(id, e));
      }
    }
    return new AlertBook(next);
  }

  /** Firing first, then pending, unknown and resolved; the newest first among equals. */
  public List<Alert> alerts() {
    return entries.values().stream()
        .map(Entry::alert)
        .sorted(
            Comparator.comparingInt((Alert a) -> rank(a.state()))
                .thenComparing(Alert::since, Comparator.reverseOrder())
                .thenComparing(Alert::id))
        .toList();
  }

  private static int rank(State state) {
    return switch (state) {
      case FIRING -> 0;
      case PENDING -> 1;
      case UNKNOWN -> 2;
      case RESOLVED -> 3;
    };
  }

  private static Optional<Entry> step(
      Optional<Entry> before, Rule rule, Reading reading, String id, Instant now) {
    Optional<State> was = before.map(e -> e.alert().state());
    boolean fired =
        was.filter(State.FIRING::equals).isPresent()
            || (was.filter(State.UNKNOWN::equals).isPresent()
                && before.map(Entry::fired).orElse(false));
    if (reading.value().isEmpty()) {
      return Optional.of(entry(before, rule, reading, id, State.UNKNOWN, now, fired, now));
    }
    double value = reading.value().get();
    if (rule.breachedBy(value) || (fired && !rule.clearedBy(value))) {
      boolean counting = was.filter(s -> s == State.PENDING || s == State.FIRING).isPresent();
      Instant breachedSince = counting ? before.map(Entry::breachedSince).orElse(now) : now;
      boolean held = Duration.between(breachedSince, now).compareTo(rule.hold()) >= 0;
      State state = fired || held ? State.FIRING : State.PENDING;
      return Optional.of(
          entry(before, rule, reading, id, state, now, state == State.FIRING, breachedSince));
    }
    if (fired) {
      return Optional.of(entry(before, rule, reading, id, State.RESOLVED, now, false, now));
    }
    boolean kept =
        before
            .map(Entry::alert)
            .filter(a -> a.state() == State.RESOLVED)
            .filter(a -> a.since().plus(KEEP_RESOLVED).isAfter(now))
            .isPresent();
    return kept
        ? Optional.of(entry(before, rule, reading, id, State.RESOLVED, now, false, now))
        : Optional.empty();
  }

  private static Entry entry(
      Optional<Entry> before,
      Rule rule,
      Reading reading,
      String id,
      State state,
      Instant now,
      boolean fired,
      Instant breachedSince) {
    Instant since =
        before.map(Entry::alert).filter(a -> a.state() == state).map(Alert::since).orElse(now);
    var alert =
        new Alert(
            id,
            rule.id(),
            rule.name(),
            rule.severity(),
            reading.subject(),
            state,
            reading.value(),
            rule.threshold(),
            rule.unit(),
            sentence(rule, reading, state),
            since,
            rule.channels());
    return new Entry(alert, fired, breachedSince);
  }

  private static Sentence sentence(Rule rule, Reading reading, State state) {
    if (reading.value().isEmpty()) {
      return Sentence.of(
          "operations.alert.unknown",
          rule.metric(),
          reading.name(),
          reading.unreadable().orElseGet(() -> Sentence.of("operations.unread")));
    }
    boolean above = rule.comparison() == Comparison.ABOVE;
    boolean window = !rule.within().isZero();
    String key =
        switch (state) {
          case FIRING ->
              window
                  ? above ? "operations.alert.above.window" : "operations.alert.below.window"
                  : above ? "operations.alert.above" : "operations.alert.below";
          case PENDING -> above ? "operations.alert.above.soon" : "operations.alert.below.soon";
          case RESOLVED -> above ? "operations.alert.above.over" : "operations.alert.below.over";
          case UNKNOWN -> "operations.alert.is";
        };
    var arguments = new ArrayList<Object>();
    arguments.add(rule.metric());
    arguments.add(reading.name());
    arguments.add(amount(reading.value().get(), rule.unit()));
    arguments.add(amount(rule.threshold(), rule.unit()));
    arguments.add(window(rule.within()));
    return new Sentence(key, arguments);
  }

  private static Sentence amount(double value, String unit) {
    String number =
        BigDecimal.valueOf(value)
            .setScale(2, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString();
    return switch (unit) {
      case "percent" -> Sentence.of("operations.percent", number);
      case "seconds" -> Sentence.of("unit.s", number);
      case "", "count" -> Sentence.verbatim(number);
      default -> Sentence.of("operations.amount", number, unit);
    };
  }

  private static Sentence window(Duration window) {
    return window.toSeconds() % 60 == 0
        ? Sentence.of("unit.min", window.toMinutes())
        : Sentence.of("unit.s", window.toSeconds());
  }

  /**
   * An alert with what the next evaluation needs. @param fired whether it fires, or did when it was
   * last read
   */
  private record Entry(Alert alert, boolean fired, Instant breachedSince) {}
}
