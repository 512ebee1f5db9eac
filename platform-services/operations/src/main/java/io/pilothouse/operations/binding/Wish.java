package io.pilothouse.operations.binding;

import io.pilothouse.sharedmodel.estate.Resource;
import java.util.List;
import java.util.Optional;

/**
 * What a component looks for among the live resources.
 *
 * @param component id of the blueprint's component
 * @param exact names under which the document says that the resource lives
 * @param called what else the document calls it
 * @param leadsTo id of the component that the resource must lead to, for a private endpoint
 * @param anyOfKind whether the only resource of the kind is meant where nothing else tells
 */
record Wish(
    String component,
    Class<? extends Resource> type,
    Optional<String> namespace,
    List<String> exact,
    List<String> called,
    Optional<String> leadsTo,
    boolean anyOfKind) {}
