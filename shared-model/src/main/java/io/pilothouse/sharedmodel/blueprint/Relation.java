package io.pilothouse.sharedmodel.blueprint;

import java.util.Optional;

/**
 * Traffic or dependency from one component to another, by their ids.
 *
 * @param type how they talk
 * @param label the document's own words on the arrow
 */
public record Relation(
    String from, String to, Type type, Optional<String> label, Optional<Source> source) {
  /** How two components talk. */
  public enum Type {
    REQUEST,
    DATA,
    CACHE,
    MESSAGE,
    REPLICATION,
    MONITORING,
    DELIVERY,
    SECRET,
    BACKUP,
    IDENTITY
  }
}
