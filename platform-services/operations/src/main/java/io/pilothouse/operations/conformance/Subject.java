package io.pilothouse.operations.conformance;

import java.util.List;

/**
 * Something of the blueprint that is compared as one, and again only when what it rests on changed.
 */
interface Subject {
  /** What the comparison rests on. The same objects mean the same result. */
  List<Object> restsOn(LiveSide side);

  void compare(LiveSide side, Places places, Findings into);
}
