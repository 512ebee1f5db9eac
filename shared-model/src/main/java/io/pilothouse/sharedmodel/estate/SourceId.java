package io.pilothouse.sharedmodel.estate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Name of a source of observations, such as {@code kubernetes} or {@code azure-resources}. */
public record SourceId(@JsonValue String value) implements Comparable<SourceId> {
  @JsonCreator
  public static SourceId of(String value) {
    return new SourceId(value);
  }

  @Override
  public int compareTo(SourceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
