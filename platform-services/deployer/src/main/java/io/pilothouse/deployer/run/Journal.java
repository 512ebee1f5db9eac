package io.pilothouse.deployer.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a system's deployments did, a line each, on disk before the effect that it tells of is asked
 * for. A process that dies leaves a journal from which the next goes on. Used by one thread.
 */
public final class Journal {
  /** What a line says of its step. */
  public enum Mark {
    /** It will be asked for now. */
    INTENDED,
    /** It was done, and seen to be. */
    DONE,
    /** It failed. */
    FAILED
  }

  /**
   * A line.
   *
   * @param run one application
   * @param step {@code run} for the whole of it, else a stage or what is beside them
   * @param detail what was asked for, or what came of it
   * @param correlation by which Azure knows it; empty where Azure was not asked
   */
  public record Entry(
      Instant at, String run, String step, Mark mark, String detail, String correlation) {}

  /** The step that stands for a whole run. */
  static final String RUN = "run";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Path file;
  private final Clock clock;
  private String run = "";

  Journal(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Every line that is whole, oldest first. */
  public List<Entry> entries() {
    if (!Files.exists(file)) {
      return List.of();
    }
    var entries = new ArrayList<Entry>();
    try {
      for (String line : Files.readAllLines(file)) {
        try {
          entries.add(JSON.readValue(line, Entry.class));
        } catch (JsonProcessingException torn) {
          // The process died while it was written: nothing of it was asked for.
          continue;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file + " cannot be read", e);
    }
    return entries;
  }

  /** The last run, if it has not ended. */
  Optional<String> unfinished() {
    return entries().stream()
        .filter(e -> e.step().equals(RUN))
        .reduce((_, last) -> last)
        .filter(e -> e.mark() == Mark.INTENDED)
        .map(Entry::run);
  }

  /** The details of steps of a run that were asked for and whose end is not known. */
  List<Entry> open(String of) {
    var open = new ArrayList<Entry>();
    for (Entry entry : entries()) {
      if (entry.run().equals(of) && !entry.step().equals(RUN)) {
        open.removeIf(e -> e.step().equals(entry.step()));
        if (entry.mark() == Mark.INTENDED) {
          open.add(entry);
        }
      }
    }
    return open;
  }

  /** Begins a run, or goes on with one. @return its id */
  String begin(Optional<String> earlier, String detail) {
    run = earlier.orElseGet(() -> UUID.randomUUID().toString());
    if (earlier.isEmpty()) {
      write(RUN, Mark.INTENDED, detail, "");
    }
    return run;
  }

  /** Writes a line; it is on disk when this returns. */
  void write(String step, Mark mark, String detail, String correlation) {
    var entry = new Entry(clock.instant(), run, step, mark, detail, correlation);
    try {
      Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
      try (FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
        String line = JSON.writeValueAsString(entry) + "\n";
        long end = channel.size();
        if (end > 0 && !endsLine(channel, end)) {
          line = "\n" + line;
        }
        channel.position(end);
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the journal " + file + " cannot be written; nothing more is begun", e);
    }
  }

  private static boolean endsLine(FileChannel channel, long end) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    channel.read(last, end - 1);
    return last.get(0) == '\n';
  }
}
