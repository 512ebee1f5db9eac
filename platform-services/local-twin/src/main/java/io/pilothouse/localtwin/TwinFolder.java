package io.pilothouse.localtwin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.pilothouse.localtwin.process.ProcessGuardian;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The files of one running twin, and the lock that makes it the only one of its system.
 *
 * <p>The lock is the operating system's and ends with the process however that ends; the files are
 * in the guardian's care. All of them are the owner's alone, since they hold passwords.
 */
final class TwinFolder implements AutoCloseable {

  static final String CONNECTION = "connection.json";
  static final String ENDPOINTS = "twin.json";
  static final String KUBECONFIG = "kubeconfig";
  static final String AZURE_TOKEN = "azure.token";
  static final String CONTROL = "control.json";
  static final String RUN = "run";
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .build();

  private static final String LOCK = "running.lock";

  private final FileChannel lock;
  private final ProcessGuardian guardian;

  private TwinFolder(FileChannel lock, ProcessGuardian guardian) {
    this.lock = lock;
    this.guardian = guardian;
  }

  /**
   * Takes the folder of a system.
   *
   * @throws TwinException if a twin of the system runs already, or the folder cannot be written
   */
  static TwinFolder open(Path twins, String system) {
    var folder = twins.resolve(system);
    try {
      Files.createDirectories(folder);
      var lock = lock(folder.resolve(LOCK), system);
      try {
        return new TwinFolder(lock, ProcessGuardian.open(folder, RUN));
      } catch (RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException | UncheckedIOException e) {
      throw new TwinException(
          "The twin's folder "
              + folder
              + " cannot be written ("
              + e.getMessage()
              + "); make it writable, or set PILOTHOUSE_HOME to a folder that is",
          e);
    }
  }

  ProcessGuardian guardian() {
    return guardian;
  }

  Path path(String file) {
    return guardian.runDirectory().resolve(file);
  }

  /** Writes a value as JSON, at once and for the owner only. */
  void write(String file, Object value) {
    try {
      write(file, JSON.writeValueAsString(value) + "\n");
    } catch (IOException e) {
      throw new TwinException("The file " + file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Writes a text, at once and for the owner only. */
  Path write(String file, String text) throws IOException {
    var target = path(file);
    var part = Files.createTempFile(guardian.runDirectory(), file, ".part", ownersOnly());
    Files.writeString(part, text);
    return Files.move(
        part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The text of a file. @throws TwinException if it cannot be read */
  String read(String file) {
    try {
      return Files.readString(path(file));
    } catch (IOException e) {
      throw new TwinException("The file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    guardian.close();
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FileAttribute<?>[] ownersOnly() {
    return guardian.runDirectory().getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static FileChannel lock(Path file, String system) throws IOException {
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    @Nullable FileLock taken;
    try {
      taken = channel.tryLock();
    } catch (OverlappingFileLockException inThisProcess) {
      taken = null;
    }
    if (taken == null) {
      channel.close();
      throw new TwinException(
          "The twin of %s is running already, as process %s; use that one, or end it first"
              .formatted(system, Files.readString(file).strip()));
    }
    channel.truncate(0);
    var pid = Long.toString(ProcessHandle.current().pid());
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)));
    return channel;
  }
}
