package io.pilothouse.localtwin.kubernetes.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import io.pilothouse.localtwin.kubernetes.store.ListPage;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import io.pilothouse.localtwin.kubernetes.store.ObjectStore;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import io.pilothouse.localtwin.kubernetes.store.Watch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * One watch request: initial objects when no revision is given, then every change as a line of
 * JSON, with bookmarks when the client wants them. A revision that is too old ends in an {@code
 * ERROR} event 410.
 */
final class WatchStream {
  private static final int DEFAULT_TIMEOUT_SECONDS = 1800;
  // Quiet time after which a bookmark is due; it also finds out that a client has gone.
  private static final Duration BOOKMARK_INTERVAL = Duration.ofSeconds(10);

  private final ObjectStore store;
  private final ResourceType type;
  private final Encoding encoding;
  private final OutputStream out;
  private boolean tableBegun;

  WatchStream(ObjectStore store, ResourceType type, Encoding encoding, OutputStream out) {
    this.store = store;
    this.type = type;
    this.encoding = encoding;
    this.out = out;
  }

  void run(ApiRequest request, Selection selection) throws IOException, InterruptedException {
    long deadline =
        System.nanoTime()
            + Duration.ofSeconds(request.number("timeoutSeconds", DEFAULT_TIMEOUT_SECONDS))
                .toNanos();
    boolean bookmarks = request.flag("allowWatchBookmarks");
    String since = request.parameter("resourceVersion");
    out.flush();
    try {
      long from = parse(since);
      boolean initial = from == 0 || request.flag("sendInitialEvents");
      if (initial) {
        ListPage page = store.list(type.storage(), selection, 0, "");
        for (KubeObject object : page.items()) {
          event("ADDED", encoding.event(object, first()));
        }
        from = page.revision();
        if (request.flag("sendInitialEvents") && bookmarks) {
          bookmark(from, true);
        }
        out.flush();
      }
      try (Watch watch = store.watch(type.storage(), selection, from)) {
        follow(watch, deadline, bookmarks);
      }
    } catch (ApiFailure failure) {
      event("ERROR", Json.write(failure.status()));
      out.flush();
    }
  }

  private static long parse(String revision) {
    try {
      return revision.isEmpty() ? 0 : Long.parseLong(revision);
    } catch (NumberFormatException malformed) {
      throw ApiFailure.badRequest("Invalid value: \"" + revision + "\": not a resource version");
    }
  }

  private void follow(Watch watch, long deadline, boolean bookmarks)
      throws IOException, InterruptedException {
    while (true) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return;
      }
      Duration patience = Duration.ofNanos(Math.min(left, BOOKMARK_INTERVAL.toNanos()));
      Optional<ObjectChange> change = watch.next(patience);
      if (change.isPresent()) {
        event(change.get().type().name(), encoding.event(change.get().after(), first()));
        if (!watch.hasNext()) {
          out.flush();
        }
      } else if (bookmarks) {
        Optional<Long> revision = watch.caughtUpTo();
        if (revision.isPresent()) {
          bookmark(revision.get(), false);
          out.flush();
        }
      }
    }
  }

  private boolean first() {
    boolean first = !tableBegun;
    tableBegun = true;
    return first;
  }

  private void bookmark(long revision, boolean initialEventsEnd) throws IOException {
    ObjectNode object = Json.object();
    object.put("kind", type.kind());
    object.put("apiVersion", type.apiVersion());
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("resourceVersion", Long.toString(revision));
    metadata.putNull("creationTimestamp");
    if (initialEventsEnd) {
      metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
    }
    event("BOOKMARK", Json.write(object));
  }

  private void event(String name, byte[] object) throws IOException {
    out.write(("{\"type\":\"" + name + "\",\"object\":").getBytes(StandardCharsets.UTF_8));
    out.write(object);
    out.write("}\n".getBytes(StandardCharsets.UTF_8));
  }
}
