package io.pilothouse.localtwin.kubernetes.api;

/** Which part of an object a write is about; the others stay as they were. */
public enum ObjectPart {
  /** Everything but the status. */
  MAIN,
  STATUS,
  /** The spec as the server itself writes it: a binding, a namespace's finalizers. */
  SPEC
}
