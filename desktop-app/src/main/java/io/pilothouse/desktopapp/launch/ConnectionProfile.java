package io.pilothouse.desktopapp.launch;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.pilothouse.sharedmodel.estate.Connection;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Reads a {@link Connection} from its JSON file. */
public final class ConnectionProfile {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private ConnectionProfile() {}

  /**
   * The profile in a file.
   *
   * @throws CannotOpenException with file, line, column and what was expected
   */
  public static Connection read(Path file) {
    try {
      return JSON.readValue(Files.readString(file), Connection.class);
    } catch (NoSuchFileException e) {
      throw CannotOpenException.badRequest(Sentence.of("launch.no-profile", file.toString()));
    } catch (JsonProcessingException e) {
      throw CannotOpenException.badRequest(
          Sentence.verbatim(where(file, e.getLocation()) + ": " + what(e)));
    } catch (IOException e) {
      throw CannotOpenException.notReachable(
          Sentence.of(
              "launch.profile-unreadable", file.toString(), String.valueOf(e.getMessage())));
    }
  }

  private static String where(Path file, JsonLocation at) {
    return at == null ? file.toString() : file + ":" + at.getLineNr() + ":" + at.getColumnNr();
  }

  /** The message without Jackson's echo of the source, which may hold a password. */
  private static String what(JsonProcessingException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          path(unknown)
              + ": expected one of "
              + unknown.getKnownPropertyIds().stream()
                  .map(String::valueOf)
                  .sorted()
                  .collect(Collectors.joining(", "))
              + ", found \""
              + unknown.getPropertyName()
              + "\"";
      case JsonMappingException mapping ->
          path(mapping) + ": " + firstLine(mapping.getOriginalMessage());
      default -> "expected JSON: " + firstLine(e.getOriginalMessage());
    };
  }

  private static String path(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "the profile" : path;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
