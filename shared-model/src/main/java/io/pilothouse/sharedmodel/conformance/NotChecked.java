package io.pilothouse.sharedmodel.conformance;

import io.pilothouse.sharedmodel.blueprint.Source;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.Optional;

/**
 * Something that the documents declare and that nothing held against the live system. It is neither
 * fine nor a difference: it is not known.
 *
 * @param component id of the blueprint's component, or name of a section such as {@code objectives}
 * @param field path below it, as in {@link Difference#field}; empty for a whole component
 * @param declared value as the blueprint's format writes it
 * @param reason why it was not checked, for a person
 */
public record NotChecked(
    String component,
    String field,
    Optional<String> declared,
    Sentence reason,
    Optional<Source> source) {}
