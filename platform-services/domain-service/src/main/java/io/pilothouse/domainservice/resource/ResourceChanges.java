package io.pilothouse.domainservice.resource;

/** Who is told of a change, within the transaction that makes it. */
@FunctionalInterface
public interface ResourceChanges {
  /** Takes note of a change; what is thrown undoes it. */
  void record(Kind kind, DomainResource resource);

  /** What happened to a resource. */
  enum Kind {
    CREATED,
    CHANGED,
    DELETED
  }
}
