package io.pilothouse.localtwin.kubernetes.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/**
 * How a served version and the stored version of a resource become each other; both own their
 * argument.
 */
public record VersionConversion(
    UnaryOperator<ObjectNode> toStored, UnaryOperator<ObjectNode> toServed) {

  /** The served version is the stored one. */
  public static final VersionConversion NONE =
      new VersionConversion(UnaryOperator.identity(), UnaryOperator.identity());
}
