package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Source;
import io.pilothouse.sharedmodel.conformance.Difference;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A difference of which it is not known yet how long it lasts. */
record Found(
    String id,
    Difference.Kind kind,
    String component,
    String field,
    Optional<String> declared,
    Optional<String> live,
    Sentence sentence,
    Optional<Source> source,
    List<String> evidence,
    Optional<ResourceId> resource) {
  Difference since(Instant first) {
    return new Difference(
        id, kind, component, field, declared, live, sentence, source, evidence, resource, first);
  }
}
