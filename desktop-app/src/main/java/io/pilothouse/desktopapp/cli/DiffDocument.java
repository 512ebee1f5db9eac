package io.pilothouse.desktopapp.cli;

import io.pilothouse.sharedmodel.blueprint.Source;
import io.pilothouse.sharedmodel.conformance.Ambiguity;
import io.pilothouse.sharedmodel.conformance.Candidate;
import io.pilothouse.sharedmodel.conformance.Conformance;
import io.pilothouse.sharedmodel.conformance.Difference;
import io.pilothouse.sharedmodel.conformance.NotChecked;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What {@code diff --json} prints. Names and shapes are a contract: they are added to, never
 * changed.
 *
 * @param checked how many declared facts were held against the live system
 * @param differences none means agreement only of what was checked
 * @param ambiguous components that may be one of several resources; {@code bindings} of the
 *     blueprint says which
 * @param notChecked what is declared and was not compared, with the reason
 */
record DiffDocument(
    String system,
    Instant observedAt,
    int checked,
    List<DifferenceLine> differences,
    List<AmbiguityLine> ambiguous,
    List<NotCheckedLine> notChecked) {

  /**
   * @param kind absent, undeclared or different
   * @param field path below the component in the blueprint's format; empty for the whole component
   * @param declared and live as the blueprint's format writes them
   * @param source file:line[:column] of the documents
   * @param evidence resource and field of the platform; source and time of observation
   * @param resource id of the live resource
   */
  record DifferenceLine(
      String id,
      String kind,
      String component,
      String field,
      Optional<String> declared,
      Optional<String> live,
      Optional<String> source,
      String sentence,
      List<String> evidence,
      Optional<String> resource,
      Instant since) {}

  record AmbiguityLine(String component, String question, List<CandidateLine> candidates) {}

  /**
   * @param score from 0 to 1
   */
  record CandidateLine(String resource, String name, double score, String reason) {}

  record NotCheckedLine(
      String component,
      String field,
      Optional<String> declared,
      Optional<String> source,
      String reason) {}

  static DiffDocument of(SystemState state, Function<Source, String> places, Sentences language) {
    Conformance conformance = state.conformance();
    Function<Sentence, String> say = language::say;
    return new DiffDocument(
        state.system(),
        state.observedAt(),
        conformance.checked(),
        conformance.differences().stream().map(d -> line(d, places, say)).toList(),
        conformance.ambiguities().stream().map(a -> line(a, say)).toList(),
        conformance.notChecked().stream().map(n -> line(n, places, say)).toList());
  }

  private static DifferenceLine line(
      Difference d, Function<Source, String> places, Function<Sentence, String> say) {
    return new DifferenceLine(
        d.id(),
        StatusDocument.word(d.kind()),
        d.component(),
        d.field(),
        d.declared(),
        d.live(),
        d.source().map(places),
        say.apply(d.sentence()),
        d.evidence(),
        d.resource().map(r -> r.value()),
        d.since());
  }

  private static AmbiguityLine line(Ambiguity a, Function<Sentence, String> say) {
    return new AmbiguityLine(
        a.component(),
        say.apply(a.question()),
        a.candidates().stream()
            .map((Candidate c) ->
                new CandidateLine(c.resource().value(), c.name(), c.score(), say.apply(c.reason())))
            .toList());
  }

  private static NotCheckedLine line(
      NotChecked n, Function<Source, String> places, Function<Sentence, String> say) {
    return new NotCheckedLine(
        n.component(), n.field(), n.declared(), n.source().map(places), say.apply(n.reason()));
  }
}
