package io.pilothouse.localtwin.azure.kusto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Something that has a value for a row; a missing value is a null node. */
@FunctionalInterface
interface Expression {
  JsonNode of(ObjectNode row);

  default boolean isTrue(ObjectNode row) {
    return of(row).asBoolean(false);
  }
}
