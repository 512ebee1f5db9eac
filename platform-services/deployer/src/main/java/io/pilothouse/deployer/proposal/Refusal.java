package io.pilothouse.deployer.proposal;

import io.pilothouse.blueprints.review.Finding;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.Optional;

/**
 * Why a system is not deployed as its document has it.
 *
 * @param rule id of the review's rule, or of the deployer's own
 * @param component id of the component, or a section's name
 * @param place where the document says so
 * @param happens what is in the way
 * @param instead what to write or do
 * @param accepted whether the operator has read it and wants the deployment nevertheless
 */
public record Refusal(
    String rule,
    String component,
    Optional<Finding.Place> place,
    Sentence happens,
    Sentence instead,
    boolean accepted) {}
