package io.pilothouse.operations.actions;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Journals in a folder: a file {@code <run>.jsonl} each, forced to disk line by line. A run is held
 * by a lock on a byte far behind the file's end, which readers never touch and the operating system
 * lets go when the process dies. A last line that a crash tore is reported and cut off before the
 * next one is written.
 */
public final class JournalFolder implements RunJournal {
  private static final String SUFFIX = ".jsonl";

  private final Path folder;

  public JournalFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public Open begin(RunEntry.Opened opened) throws IOException {
    Files.createDirectories(folder);
    Path file = file(opened.plan().id());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      Optional<FileLock> lock = lock(channel);
      if (lock.isEmpty()) {
        throw new IOException("the run " + opened.plan().id() + " is held by another process");
      }
      var open = new OpenFile(channel);
      open.append(opened);
      forceFolder();
      return open;
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(file);
      throw e;
    }
  }

  @Override
  public Optional<Open> takeOver(String runId) throws IOException {
    Path file = file(runId);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (lock(channel).isEmpty()) {
      channel.close();
      return Optional.empty();
    }
    // Read again under the lock: its holder may have ended it meanwhile.
    Read read = read(file);
    boolean ended = read.entries().isEmpty() || read.entries().getLast() instanceof RunEntry.Ended;
    if (ended) {
      channel.close();
      return Optional.empty();
    }
    channel.truncate(read.soundBytes());
    channel.position(read.soundBytes());
    return Optional.of(new OpenFile(channel));
  }

  @Override
  public List<Journaled> all() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    var journals = new ArrayList<Journaled>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        String runId = name.substring(0, name.length() - SUFFIX.length());
        try {
          Read read = read(file);
          journals.add(new Journaled(runId, read.entries(), read.damage()));
        } catch (NoSuchFileException e) {
          // Removed between listing and reading: as if it had not been listed.
        } catch (IOException e) {
          journals.add(
              new Journaled(
                  runId, List.of(), Optional.of(file + " cannot be read: " + e.getMessage())));
        }
      }
    }
    return journals;
  }

  /** Reads up to the first line that is not sound; what follows it cannot be trusted. */
  private static Read read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    var entries = new ArrayList<RunEntry>();
    int from = 0;
    int number = 1;
    while (from < bytes.length) {
      int end = from;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      if (end == bytes.length) {
        return new Read(entries, from, Optional.of(file + ": its last line is torn"));
      }
      String line = new String(bytes, from, end - from, StandardCharsets.UTF_8);
      try {
        entries.add(JournalFormat.read(line));
      } catch (JsonProcessingException e) {
        return new Read(
            entries, from, Optional.of(file + ": line " + number + " is not a journal entry"));
      }
      from = end + 1;
      number++;
    }
    return new Read(entries, from, Optional.empty());
  }

  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock(Long.MAX_VALUE - 1, 1, false));
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  /** The new file's name must survive a crash too; not every file system can promise it. */
  private void forceFolder() {
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException e) {
      // Windows cannot open a folder: there the name is written through by the file system.
    }
  }

  private Path file(String runId) {
    if (!runId.matches("[A-Za-z0-9-]+")) {
      throw new IllegalArgumentException("not the id of a run: " + runId);
    }
    return folder.resolve(runId + SUFFIX);
  }

  private record Read(List<RunEntry> entries, long soundBytes, Optional<String> damage) {}

  private static final class OpenFile implements Open {
    private final FileChannel channel;

    OpenFile(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void append(RunEntry entry) throws IOException {
      byte[] line = (JournalFormat.write(entry) + "\n").getBytes(StandardCharsets.UTF_8);
      ByteBuffer buffer = ByteBuffer.wrap(line);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        // Every line was forced; there is nothing left to lose.
      }
    }
  }
}
