package io.pilothouse.localtwin.kubernetes.store;

import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a paged list goes on: the revision it began at, and the last object it showed. */
record Continuation(long revision, ObjectKey after) {

  String token() {
    String text = revision + "\n" + after.namespace() + "\n" + after.name();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static Continuation parse(String token) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("\n", -1);
      return new Continuation(Long.parseLong(parts[0]), new ObjectKey(parts[1], parts[2]));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException malformed) {
      throw ApiFailure.badRequest("continue key is not valid: " + token);
    }
  }
}
