package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON merge patch (RFC 7386), which resource manager's PATCH follows. */
final class JsonMerge {
  private JsonMerge() {}

  static void into(ObjectNode target, ObjectNode patch) {
    patch
        .properties()
        .forEach(field -> {
          if (field.getValue().isNull()) {
            target.remove(field.getKey());
          } else if (field.getValue() instanceof ObjectNode part) {
            ObjectNode into =
                target.get(field.getKey()) instanceof ObjectNode present
                    ? present
                    : target.putObject(field.getKey());
            into(into, part);
          } else {
            target.set(field.getKey(), field.getValue().deepCopy());
          }
        });
  }
}
