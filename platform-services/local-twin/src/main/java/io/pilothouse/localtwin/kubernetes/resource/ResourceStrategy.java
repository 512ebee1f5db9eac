package io.pilothouse.localtwin.kubernetes.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;

/** What the API server knows about the fields of one kind: defaults, immutability, validation. */
public interface ResourceStrategy {

  /** No knowledge: what is sent is stored. */
  ResourceStrategy PLAIN = new ResourceStrategy() {};

  /** Fills what a client may leave out; applied on create and on update. */
  default void setDefaults(ObjectNode tree) {}

  /** Completes a new object: what the server chooses, and a fresh status. */
  default void prepareForCreate(ObjectNode tree) {}

  /** Carries over what a client cannot change. */
  default void prepareForUpdate(ObjectNode tree, KubeObject before) {}

  /**
   * Refuses what is wrong.
   *
   * @throws ApiFailure invalid
   */
  default void validate(ResourceType type, ObjectNode tree) {}

  /**
   * Refuses a change that is not allowed.
   *
   * @throws ApiFailure invalid
   */
  default void validateUpdate(ResourceType type, ObjectNode tree, KubeObject before) {}

  /** How long an object lives on after a delete without an own wish; 0 removes it at once. */
  default int gracePeriodSeconds(KubeObject object) {
    return 0;
  }
}
