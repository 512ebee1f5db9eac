package io.pilothouse.operations.binding;

import io.pilothouse.sharedmodel.blueprint.Binding;
import io.pilothouse.sharedmodel.conformance.Candidate;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Scores a live resource for a component: a person's word first, then what it leads to, labels and
 * tags, then names. The best rule that applies counts.
 */
final class Rules {
  static final double LABEL = 0.88;
  static final double LEADS_TO = 0.9;

  /** Labels and tags by which teams say what a thing is, the most telling first. */
  private static final List<String> TELLING =
      List.of(
          "pilothouse.io/component",
          "app.kubernetes.io/name",
          "app.kubernetes.io/component",
          "app",
          "k8s-app",
          "component",
          "service",
          "name");

  private static final double ELSEWHERE = 0.8;

  private final NameRules names;
  private final List<Binding> bindings;

  Rules(String system, List<Binding> bindings) {
    this.names = new NameRules(system);
    this.bindings = bindings;
  }

  /**
   * Whether this resource has the declared name in the declared place: no other rule comes within
   * the margin of that.
   */
  static boolean exact(Wish wish, Traits live) {
    return (wish.namespace().isEmpty() || wish.namespace().equals(live.namespace()))
        && wish.exact().stream().anyMatch(live.name()::equalsIgnoreCase);
  }

  /** The person's word on a component. */
  Optional<Binding> binding(Wish wish) {
    return bindings.stream().filter(b -> b.component().equals(wish.component())).findFirst();
  }

  /** Whether a person's word names this resource. */
  static boolean names(Binding binding, Traits live) {
    boolean said =
        binding.resourceId().isPresent()
            || binding.name().isPresent()
            || !binding.labels().isEmpty()
            || !binding.tags().isEmpty();
    return said
        && binding.resourceId().map(i -> ResourceId.azure(i).equals(live.id())).orElse(true)
        && binding.kind().map(k -> k.equalsIgnoreCase(live.kind())).orElse(true)
        && binding.namespace().map(n -> live.namespace().equals(Optional.of(n))).orElse(true)
        && binding.name().map(n -> n.equalsIgnoreCase(live.name())).orElse(true)
        && live.labels().entrySet().containsAll(binding.labels().entrySet())
        && live.tags().entrySet().containsAll(binding.tags().entrySet());
  }

  /**
   * The candidate that a resource is.
   *
   * @param bound where other components are bound already
   */
  Optional<Candidate> candidate(
      Wish wish, Traits live, Function<String, Optional<ResourceId>> bound) {
    Optional<NameRules.Score> best =
        best(
            names.of(wish.exact(), wish.called(), live.name()),
            leadsTo(wish, live, bound),
            told(wish, live.labels(), "binding.label"),
            told(wish, live.tags(), "binding.tag"));
    boolean elsewhere = wish.namespace().isPresent() && !wish.namespace().equals(live.namespace());
    return best.map(s ->
        new Candidate(
            live.id(),
            live.name(),
            elsewhere ? s.value() * ELSEWHERE : s.value(),
            elsewhere
                ? Sentence.of("binding.other-namespace", s.reason(), live.namespace().orElse(""))
                : s.reason()));
  }

  private static Optional<NameRules.Score> leadsTo(
      Wish wish, Traits live, Function<String, Optional<ResourceId>> bound) {
    return wish.leadsTo()
        .filter(target -> live.leadsTo().isPresent() && bound.apply(target).equals(live.leadsTo()))
        .map(target -> new NameRules.Score(LEADS_TO, Sentence.of("binding.leads-to", target)));
  }

  private static Optional<NameRules.Score> told(Wish wish, Map<String, String> words, String key) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    var wanted = new ArrayList<>(wish.exact());
    wanted.addAll(wish.called());
    for (String telling : TELLING) {
      String value = words.get(telling);
      if (value != null && wanted.stream().anyMatch(value::equalsIgnoreCase)) {
        return Optional.of(
            new NameRules.Score(LABEL, Sentence.of(key, telling, value.toLowerCase(Locale.ROOT))));
      }
    }
    return Optional.empty();
  }

  @SafeVarargs
  private static Optional<NameRules.Score> best(Optional<NameRules.Score>... scores) {
    Optional<NameRules.Score> best = Optional.empty();
    for (Optional<NameRules.Score> score : scores) {
      if (score.isPresent() && (best.isEmpty() || score.get().value() > best.get().value())) {
        best = score;
      }
    }
    return best;
  }
}
