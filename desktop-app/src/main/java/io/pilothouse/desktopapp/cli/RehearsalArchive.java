package io.pilothouse.desktopapp.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.pilothouse.localtwin.rehearsal.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rehearsals of this machine, one a line of a file. A line that cannot be read is passed over;
 * a file that cannot be written costs the comparison, not the rehearsal.
 */
record RehearsalArchive(Path file) {
  private static final Logger LOG = LoggerFactory.getLogger(RehearsalArchive.class);
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** The shortest recovery of the solved rehearsals of the same kind; empty before the first. */
  Optional<Long> best(Report report, boolean scripted) {
    return read().stream()
        .filter(RehearsalDocument::solved)
        .filter(kept -> kept.scenario().equals(report.scenario()))
        .filter(kept -> kept.system().equals(report.system()))
        .filter(kept -> kept.responder().equals(RehearsalDocument.responder(scripted)))
        .flatMap(kept -> kept.recoveryMillis().stream())
        .min(Long::compare);
  }

  void add(RehearsalDocument document) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          file,
          JSON.writeValueAsString(document) + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.warn("a rehearsal was not kept: {}", e.toString());
    }
  }

  private List<RehearsalDocument> read() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.flatMap(line -> parse(line).stream()).toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      LOG.warn("earlier rehearsals were not read: {}", e.toString());
      return List.of();
    }
  }

  private static Optional<RehearsalDocument> parse(String line) {
    try {
      return Optional.of(JSON.readValue(line, RehearsalDocument.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
