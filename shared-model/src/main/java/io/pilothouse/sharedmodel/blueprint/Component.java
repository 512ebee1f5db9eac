package io.pilothouse.sharedmodel.blueprint;

import java.util.Optional;

/**
 * Anything of a blueprint that stands on the map: it has an id that is unique in its blueprint, a
 * name, and a place in its document.
 */
public interface Component {
  /** Unique in the blueprint, stable over imports; lower-case words joined by hyphens. */
  String id();

  /** The document's own name for it. */
  String name();

  /** Where the document says so. */
  Optional<Source> source();
}
