package io.pilothouse.operations.binding;

import io.pilothouse.sharedmodel.blueprint.Binding;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.conformance.Ambiguity;
import io.pilothouse.sharedmodel.conformance.Candidate;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Binds the components of a blueprint to live resources. Where a person has said which (a binding
 * of the blueprint), that holds, even if there is no such resource. Else every resource of the
 * right kind is scored; the best wins if it is {@link #MARGIN} ahead of the next. Two that are
 * closer are asked, not guessed. A resource is one component at most: the surest claim goes first.
 *
 * <p>Remembers what it saw last and decides anew only if something that matters changed. One thread
 * at a time.
 */
public final class Binder {
  /** A candidate below it is none. */
  static final double LEAST = 0.5;

  /** How much the winner must be ahead of the next. */
  static final double MARGIN = 0.1;

  private static final double ONLY_ONE = 0.55;

  private final Blueprint blueprint;
  private final List<Wish> wishes;
  private final Rules rules;
  private Set<Traits> lastSeen = Set.of();
  private Bindings last = Bindings.none();

  /** Binds for one blueprint. */
  public Binder(Blueprint blueprint) {
    this.blueprint = blueprint;
    this.wishes = Wishes.of(blueprint);
    this.rules = new Rules(blueprint.system(), blueprint.bindings());
  }

  /**
   * The decision on a snapshot. The same object as the last one if nothing that matters changed.
   */
  public Bindings bind(Snapshot snapshot) {
    var byType = new HashMap<Class<? extends Resource>, List<Traits>>();
    var seen = new HashSet<Traits>();
    for (Observed<Resource> observed : snapshot.resources().values()) {
      Traits.of(observed.value())
          .ifPresent(t -> {
            seen.add(t);
            types(observed.value())
                .forEach(c -> byType.computeIfAbsent(c, k -> new ArrayList<>()).add(t));
          });
    }
    if (!seen.equals(lastSeen)) {
      lastSeen = seen;
      byType.values().forEach(l -> l.sort(Comparator.comparing(Traits::id)));
      Bindings now = decide(byType);
      last = now.equals(last) ? last : now;
    }
    return last;
  }

  /** The types under which a wish may ask for it. */
  private static Stream<Class<? extends Resource>> types(Resource resource) {
    return resource instanceof WorkloadResource
        ? Stream.of(resource.getClass(), WorkloadResource.class)
        : Stream.of(resource.getClass());
  }

  private Bindings decide(Map<Class<? extends Resource>, List<Traits>> byType) {
    var bound = new HashMap<String, Candidate>();
    var taken = new HashSet<ResourceId>();
    var ambiguities = new LinkedHashMap<String, Ambiguity>();
    var open = new ArrayList<Wish>();
    for (Wish wish : wishes) {
      Optional<Binding> said = rules.binding(wish);
      if (said.isPresent()) {
        explicit(wish, said.get(), byType, bound, taken, ambiguities);
      } else {
        open.add(wish);
      }
    }
    // What leads to another component is known when that one is bound.
    for (boolean leading : new boolean[] {false, true}) {
      claims(
          open.stream().filter(w -> w.leadsTo().isPresent() == leading).toList(),
          byType,
          bound,
          taken,
          ambiguities);
    }
    return new Bindings(bound, List.copyOf(ambiguities.values()));
  }

  private void explicit(
      Wish wish,
      Binding said,
      Map<Class<? extends Resource>, List<Traits>> byType,
      Map<String, Candidate> bound,
      Set<ResourceId> taken,
      Map<String, Ambiguity> ambiguities) {
    Sentence reason = Sentence.of("binding.person", said.note().orElse(""));
    List<Candidate> named =
        byType.getOrDefault(wish.type(), List.of()).stream()
            .filter(t -> Rules.names(said, t))
            .map(t -> new Candidate(t.id(), t.name(), NameRules.EXACT, reason))
            .toList();
    if (named.size() == 1) {
      take(wish, named.getFirst(), bound, taken);
    } else if (named.size() > 1) {
      ambiguities.put(wish.component(), ambiguity(wish, named));
    }
  }

  /** The surest claims first; each round those of the highest score that are still to be had. */
  private void claims(
      List<Wish> open,
      Map<Class<? extends Resource>, List<Traits>> byType,
      Map<String, Candidate> bound,
      Set<ResourceId> taken,
      Map<String, Ambiguity> ambiguities) {
    Map<Wish, List<Candidate>> candidates =
        open.stream()
            .collect(
                Collectors.toMap(
                    w -> w, w -> candidates(w, byType, bound), (a, b) -> a, LinkedHashMap::new));
    var waiting = new ArrayList<Wish>();
    // Declared names are as sure as can be; only what is left has to be weighed against each other.
    candidates.forEach((wish, its) -> {
      boolean sure =
          its.size() == 1
              && its.getFirst().score() >= NameRules.EXACT
              && !taken.contains(its.getFirst().resource());
      if (sure) {
        take(wish, its.getFirst(), bound, taken);
      } else {
        waiting.add(wish);
      }
    });
    while (!waiting.isEmpty()) {
      Wish surest =
          waiting.stream()
              .max(
                  Comparator.comparingDouble(
                      w -> best(candidates.getOrDefault(w, List.of()), taken)))
              .orElseThrow();
      waiting.remove(surest);
      List<Candidate> left =
          candidates.getOrDefault(surest, List.of()).stream()
              .filter(c -> !taken.contains(c.resource()))
              .toList();
      if (left.isEmpty()) {
        onlyOne(surest, byType, taken).ifPresent(c -> take(surest, c, bound, taken));
      } else if (left.size() == 1 || left.get(0).score() - left.get(1).score() >= MARGIN - 1e-9) {
        take(surest, left.getFirst(), bound, taken);
      } else {
        double least = left.getFirst().score() - MARGIN;
        ambiguities.put(
            surest.component(),
            ambiguity(surest, left.stream().filter(c -> c.score() > least + 1e-9).toList()));
      }
    }
  }

  private static double best(List<Candidate> candidates, Set<ResourceId> taken) {
    return candidates.stream()
        .filter(c -> !taken.contains(c.resource()))
        .mapToDouble(Candidate::score)
        .max()
        .orElse(-1);
  }

  private List<Candidate> candidates(
      Wish wish,
      Map<Class<? extends Resource>, List<Traits>> byType,
      Map<String, Candidate> bound) {
    List<Traits> all = byType.getOrDefault(wish.type(), List.of());
    List<Traits> exact = all.stream().filter(t -> Rules.exact(wish, t)).toList();
    return (exact.isEmpty() ? all : exact)
        .stream()
            .flatMap(t ->
                rules
                    .candidate(
                        wish, t, id -> Optional.ofNullable(bound.get(id)).map(Candidate::resource))
                    .stream())
            .filter(c -> c.score() >= LEAST - 1e-9)
            .sorted(Comparator.comparingDouble(Candidate::score).reversed())
            .toList();
  }

  private static Optional<Candidate> onlyOne(
      Wish wish, Map<Class<? extends Resource>, List<Traits>> byType, Set<ResourceId> taken) {
    List<Traits> left =
        byType.getOrDefault(wish.type(), List.of()).stream()
            .filter(t -> !taken.contains(t.id()))
            .toList();
    return wish.anyOfKind() && left.size() == 1
        ? Optional.of(
            new Candidate(
                left.getFirst().id(),
                left.getFirst().name(),
                ONLY_ONE,
                Sentence.of("binding.only-one", left.getFirst().kind())))
        : Optional.empty();
  }

  private static void take(
      Wish wish, Candidate winner, Map<String, Candidate> bound, Set<ResourceId> taken) {
    bound.put(wish.component(), winner);
    taken.add(winner.resource());
  }

  private Ambiguity ambiguity(Wish wish, List<Candidate> candidates) {
    String name =
        blueprint.components().stream()
            .filter(c -> c.id().equals(wish.component()))
            .findFirst()
            .map(c -> c.name())
            .orElse(wish.component());
    return new Ambiguity(
        wish.component(),
        candidates,
        Sentence.of(
            "binding.which",
            name,
            candidates.stream().map(Candidate::name).toList(),
            wish.component()));
  }
}
