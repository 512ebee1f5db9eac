package io.pilothouse.localtwin.kubernetes.store;

import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import java.util.List;
import java.util.OptionalLong;

/**
 * A page of a list.
 *
 * @param revision the revision to watch from
 * @param continuation the token for the next page, empty on the last
 * @param remaining objects behind this page, when there are more and no selector hides their number
 */
public record ListPage(
    List<KubeObject> items, long revision, String continuation, OptionalLong remaining) {
  public ListPage {
    items = List.copyOf(items);
  }
}
