package io.pilothouse.deployer.run;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps two processes from applying to one place. Ends with the process, however that ends. */
record ApplyLock(FileChannel channel) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApplyLock.class);

  /**
   * Takes it.
   *
   * @throws DeployException if another has it
   */
  static ApplyLock of(Path folder) {
    try {
      Files.createDirectories(folder);
      var channel =
          FileChannel.open(
              folder.resolve("apply.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock lock;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException inThisProcess) {
        lock = null;
      }
      if (lock == null) {
        channel.close();
        throw new DeployException(
            DeployException.Kind.REFUSED, Sentence.of("deploy.busy", folder.toString()));
      }
      return new ApplyLock(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the folder " + folder + " cannot be written; set PILOTHOUSE_HOME to one that can be", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("a lock was not released in order: {}", e.toString());
    }
  }
}
