package io.pilothouse.localtwin.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;

/** A change to an object, in one of the forms of the PATCH verb. */
public sealed interface ObjectPatch {

  /** RFC 6902. */
  record JsonOperations(JsonNode operations) implements ObjectPatch {}

  /** RFC 7396. */
  record Merge(JsonNode changes) implements ObjectPatch {}

  /** Kubernetes' own, for the built-in kinds. */
  record Strategic(ObjectNode changes) implements ObjectPatch {}

  /**
   * The object's next tree.
   *
   * @throws ApiFailure bad request or invalid, when the patch does not fit
   */
  default ObjectNode apply(ObjectNode current) {
    JsonNode next =
        switch (this) {
          case JsonOperations(JsonNode operations) -> operate(operations, current);
          case Merge(JsonNode changes) -> MergePatch.apply(current, changes);
          case Strategic(ObjectNode changes) -> StrategicMergePatch.apply(current, changes);
        };
    if (next instanceof ObjectNode object) {
      return object;
    }
    throw ApiFailure.badRequest("the patch does not leave an object");
  }

  private static JsonNode operate(JsonNode operations, ObjectNode current) {
    try {
      return JsonPatch.apply(operations, current.deepCopy());
    } catch (JsonPatchException unfit) {
      throw ApiFailure.invalid(
          "",
          current.path("kind").asText(),
          current.path("metadata").path("name").asText(),
          "patch",
          "Invalid value: " + operations + ": " + unfit.getMessage());
    }
  }
}
