package io.pilothouse.operations.health;

import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Health;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Makes the status of a component from the resource behind it, so that one rule holds for all: on a
 * lost source it is unknown and stale, whatever was last seen; declared and not there on a heard
 * source, it is absent.
 */
final class Statuses {
  private final Estate estate;

  Statuses(Estate estate) {
    this.estate = estate;
  }

  /**
   * A component bound to one resource.
   *
   * @param source the source that tells of the resource
   * @param supporting sources of its metrics; lost, the component is at best unknown
   * @param kinds what a source calls resources of this kind, such as {@code Deployments}
   * @param absent the sentence for a declared resource that is not there
   * @param judge adds facts and says what is wrong
   */
  ComponentStatus of(
      String id,
      String kind,
      String name,
      SourceId source,
      List<SourceId> supporting,
      Optional<?> resource,
      String kinds,
      Sentence absent,
      List<ResourceId> bound,
      BiConsumer<Facts, Judgement> judge) {
    var facts = new Facts(estate);
    var judgement = new Judgement();
    if (resource.isPresent()) {
      judge.accept(facts, judgement);
    }
    return switch (estate.standing(source)) {
      case SourceStanding.NotConnected s ->
          unknown(id, kind, name, false, facts, bound, s.sentence());
      case SourceStanding.Starting s ->
          unknown(
              id,
              kind,
              name,
              false,
              facts,
              bound,
              Sentence.of("operations.source.waiting", source.value()));
      case SourceStanding.Lost s ->
          unknown(id, kind, name, true, facts, bound, s.sentence(estate.now()));
      case SourceStanding.Heard s -> {
        if (resource.isEmpty()) {
          unseen(s, kinds, absent, judgement);
        }
        boolean stale = lostMetrics(supporting, judgement);
        yield new ComponentStatus(
            id,
            kind,
            name,
            judgement.health(),
            stale && judgement.health() == Health.UNKNOWN,
            facts.all(),
            judgement.reasons(),
            bound);
      }
    };
  }

  /** Absent only if the source has told everything and can see its kind. */
  private static void unseen(
      SourceStanding.Heard source, String kinds, Sentence absent, Judgement judgement) {
    Optional<Sentence> limits = source.limitsOn(kinds);
    if (!source.settled()) {
      judgement.say(Health.UNKNOWN, "operations.source.untold", source.source().value());
    } else if (limits.isPresent()) {
      judgement.say(Health.UNKNOWN, limits.get());
    } else {
      judgement.say(Health.CRITICAL, absent);
    }
  }

  /** A component of the document that no source observes. */
  ComponentStatus drawnOnly(String id, String kind, String name) {
    return new ComponentStatus(
        id,
        kind,
        name,
        Health.UNKNOWN,
        false,
        Map.of(),
        List.of(Sentence.of("operations.component.drawn")),
        List.of());
  }

  private boolean lostMetrics(List<SourceId> supporting, Judgement judgement) {
    boolean lost = false;
    for (SourceId source : supporting) {
      if (estate.standing(source) instanceof SourceStanding.Lost s) {
        judgement.say(Health.UNKNOWN, s.sentence(estate.now()));
        lost = true;
      }
    }
    return lost;
  }

  private static ComponentStatus unknown(
      String id,
      String kind,
      String name,
      boolean stale,
      Facts facts,
      List<ResourceId> bound,
      Sentence reason) {
    return new ComponentStatus(
        id, kind, name, Health.UNKNOWN, stale, facts.all(), List.of(reason), bound);
  }
}
