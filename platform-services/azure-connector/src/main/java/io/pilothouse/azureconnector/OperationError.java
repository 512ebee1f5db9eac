package io.pilothouse.azureconnector;

import com.azure.core.management.exception.ManagementError;
import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads why a long-running operation failed from the body that the SDK keeps as text. */
final class OperationError {
  private OperationError() {}

  /** The platform's own words; empty if there are none to be read. */
  static Optional<String> words(@Nullable String body) {
    if (body == null || body.isBlank()) {
      return Optional.empty();
    }
    try (JsonReader reader = JsonProviders.createReader(body)) {
      ManagementError error =
          reader.readObject(object -> {
            ManagementError found = null;
            while (object.nextToken() != com.azure.json.JsonToken.END_OBJECT) {
              String field = object.getFieldName();
              object.nextToken();
              if ("error".equals(field)) {
                found = ManagementError.fromJson(object);
              } else {
                object.skipChildren();
              }
            }
            return found;
          });
      return Optional.ofNullable(error).flatMap(e -> Optional.ofNullable(e.getMessage()));
    } catch (IOException | IllegalStateException e) {
      return Optional.empty();
    }
  }
}
