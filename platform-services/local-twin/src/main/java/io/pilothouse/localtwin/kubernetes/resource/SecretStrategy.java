package io.pilothouse.localtwin.kubernetes.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Secrets: what is given as text is kept in base64. */
final class SecretStrategy implements ResourceStrategy {

  @Override
  public void setDefaults(ObjectNode tree) {
    Json.setDefault(tree, "type", "Opaque");
    if (tree.remove("stringData") instanceof ObjectNode texts) {
      ObjectNode data = Json.child(tree, "data");
      Json.texts(texts)
          .forEach((key, text) ->
              data.put(
                  key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
    }
  }
}
