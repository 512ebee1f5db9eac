package io.pilothouse.localtwin.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one run of the twin, held by a file lock for as long as its owner lives.
 *
 * <p>The lock is the operating system's: it ends with the owner however that ends, and a pid that
 * another process has taken over cannot be mistaken for it. A folder whose lock can be had is
 * stale; the next run stops what its pid files name and deletes it.
 */
final class RunDirectory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunDirectory.class);
  private static final String OWNER_LOCK = "owner.lock";

  /** Makes sweeping and creating one step among the threads of this JVM. */
  private static final Object IN_THIS_JVM = new Object();

  private final Path path;
  private final FileChannel owner;

  private RunDirectory(Path path, FileChannel owner) {
    this.path = path;
    this.owner = owner;
  }

  Path path() {
    return path;
  }

  /** Sweeps up what dead owners left below {@code runs}, then makes a folder for this run. */
  static RunDirectory create(Path runs, String name) {
    synchronized (IN_THIS_JVM) {
      try {
        Files.createDirectories(runs);
        try (FileChannel door = lockFile(runs.resolve(".door"));
            FileLock entered = door.lock()) {
          if (!entered.isValid()) {
            throw new IOException("The lock on " + runs + " was lost");
          }
          sweep(runs);
          // For the owner only, as the JDK makes temporary folders.
          Path path = Files.createTempDirectory(runs.toRealPath(), name + "-");
          FileChannel owner = lockFile(path.resolve(OWNER_LOCK));
          if (owner.tryLock() == null) {
            throw new IOException("The new folder " + path + " belongs to somebody else already");
          }
          return new RunDirectory(path, owner);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(
            "The twin cannot make its folder below "
                + runs
                + ": "
                + e
                + ". Make it writable, or set PILOTHOUSE_HOME to a folder that is",
            e);
      }
    }
  }

  private static FileChannel lockFile(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void sweep(Path runs) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(runs, Files::isDirectory)) {
      for (Path folder : folders) {
        if (isStale(folder)) {
          List<Long> stopped = stopLeftovers(folder.toRealPath());
          FileTree.delete(folder);
          LOG.info("swept stale run directory={} stoppedProcesses={}", folder, stopped);
        }
      }
    }
  }

  private static boolean isStale(Path folder) {
    Path lock = folder.resolve(OWNER_LOCK);
    if (!Files.exists(lock)) {
      return false;
    }
    try (FileChannel channel = lockFile(lock);
        @Nullable FileLock taken = channel.tryLock()) {
      return taken != null;
    } catch (OverlappingFileLockException ownedByThisJvm) {
      return false;
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Kills the processes that pid files name, if their command line proves that they are ours. */
  private static List<Long> stopLeftovers(Path folder) throws IOException {
    List<Path> pidFiles;
    try (var files = Files.walk(folder, 4)) {
      pidFiles = files.filter(file -> file.toString().endsWith(".pid")).toList();
    }
    List<Long> stopped = new ArrayList<>();
    for (Path pidFile : pidFiles) {
      List<String> lines = Files.readAllLines(pidFile);
      if (lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]{1,18}")) {
        continue;
      }
      ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
          .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
          .ifPresent(process -> {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            stopped.add(process.pid());
          });
    }
    return stopped;
  }

  @Override
  public void close() {
    try {
      owner.close();
      FileTree.delete(path);
    } catch (IOException e) {
      LOG.warn("run directory={} could not be deleted, the next run will: {}", path, e.toString());
    }
  }
}
