package io.pilothouse.blueprints.markdown;

import io.pilothouse.blueprints.text.Place;
import java.util.List;
import java.util.Optional;

/** Keys and values of a YAML fragment. */
public sealed interface Fields {
  Place place();

  /** Named values, in order. */
  record Mapping(List<Entry> entries, Place place) implements Fields {
    public Mapping {
      entries = List.copyOf(entries);
    }
  }

  /** One named value. */
  record Entry(String key, Place place, Fields value) {}

  /** Values in a row. */
  record Sequence(List<Fields> items, Place place) implements Fields {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** A plain value, without quotes. */
  record Scalar(String text, Optional<String> comment, Place place) implements Fields {}
}
