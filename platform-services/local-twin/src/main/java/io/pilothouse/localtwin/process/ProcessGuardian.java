package io.pilothouse.localtwin.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The promise that nothing of a run is left behind, whatever ends the JVM: registered processes are
 * stopped and the run directory is deleted.
 *
 * <p>Three nets, each for what the one before it misses. At an orderly end, SIGTERM included,
 * {@link #close} runs, if need be in a shutdown hook. At SIGKILL, a child shell sees the end of its
 * input, a pipe that only this JVM holds open, and does the same. If that shell was killed too, as
 * with a whole process group, the next run finds the run directory without owner and sweeps it up.
 * On Windows there is no such shell, the other two nets hold.
 *
 * <p>Safe for use by any thread.
 */
public final class ProcessGuardian implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessGuardian.class);
  private static final long STOP_SECONDS = 5;

  /** Stopping takes at most those, and deleting a run's files seconds more on a slow disk. */
  private static final long OTHER_SECONDS = 30;

  private final RunDirectory runDirectory;
  private final Thread shutdownHook;

  /** What is in care, by pid. Guarded by this. */
  private final Map<Long, StopSignal> charges = new LinkedHashMap<>();

  /** Guarded by this. */
  private Optional<Process> shell = Optional.empty();

  /** Written under this, read anywhere. */
  private volatile boolean closing;

  private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();

  private ProcessGuardian(RunDirectory runDirectory) {
    this.runDirectory = runDirectory;
    this.shutdownHook =
        Thread.ofPlatform().name("process-guardian-shutdown").unstarted(this::stopEverything);
  }

  /**
   * Makes a run directory {@code NAME-…} below {@code runs}, after sweeping up dead owners' ones.
   *
   * @throws UncheckedIOException if the folder cannot be made
   */
  public static ProcessGuardian open(Path runs, String name) {
    ProcessGuardian guardian = new ProcessGuardian(RunDirectory.create(runs, name));
    guardian.startShell();
    Runtime.getRuntime().addShutdownHook(guardian.shutdownHook);
    return guardian;
  }

  /** The run's own directory; everything below it is deleted at the end. */
  public Path runDirectory() {
    return runDirectory.path();
  }

  /** Whether the end has begun: an exit seen from now on is wanted, and nothing is restarted. */
  public boolean closing() {
    return closing;
  }

  /**
   * Takes a process into care.
   *
   * @throws IllegalStateException if the end has begun; the process has been killed then
   */
  public synchronized void register(long pid, StopSignal signal) {
    if (closing) {
      StopSignal.KILL.send(pid);
      throw new IllegalStateException("The twin is being stopped");
    }
    charges.put(pid, signal);
    tellShell("+ %d %s".formatted(pid, signal.shellName()));
  }

  /** Lets a process go, because it has ended; its pid may be another's soon. */
  public synchronized void unregister(long pid) {
    if (charges.remove(pid) != null) {
      tellShell("- %d".formatted(pid));
    }
  }

  /** Stops what is registered and deletes the run directory. */
  @Override
  public void close() {
    stopEverything();
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException shuttingDown) {
      LOG.debug("closed by the shutdown hook");
    }
  }

  private void stopEverything() {
    Optional<Map<Long, StopSignal>> last = beginClosing();
    if (last.isEmpty()) {
      awaitOther();
      return;
    }
    try {
      stop(last.get());
    } finally {
      // Whoever waits must not wait for good because this went wrong.
      stopped.complete(null);
    }
  }

  /** Another thread ends it: waits until it has, or for as long as that may take. */
  private void awaitOther() {
    try {
      stopped.copy().orTimeout(OTHER_SECONDS, TimeUnit.SECONDS).join();
    } catch (RuntimeException late) {
      LOG.warn("what another thread stops has not ended in {} s; it is left", OTHER_SECONDS);
    }
  }

  private void stop(Map<Long, StopSignal> last) {
    List<ProcessHandle> alive =
        last.keySet().stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
    alive.forEach(process -> Objects.requireNonNull(last.get(process.pid())).send(process.pid()));
    awaitEnd(alive);
    alive.forEach(ProcessHandle::destroyForcibly);
    try {
      runDirectory.close();
    } finally {
      dismissShell();
    }
  }

  /** The charges at the end, for the one thread that ends it; empty for any other. */
  private synchronized Optional<Map<Long, StopSignal>> beginClosing() {
    if (closing) {
      return Optional.empty();
    }
    closing = true;
    return Optional.of(Map.copyOf(charges));
  }

  private static void awaitEnd(List<ProcessHandle> processes) {
    try {
      CompletableFuture.allOf(
              processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (RuntimeException late) {
      LOG.warn("some processes have not stopped in {} s and are killed", STOP_SECONDS);
    }
  }

  /** The end of input is the shell's signal to end; it finds nothing left to do. */
  private synchronized void dismissShell() {
    shell.ifPresent(process -> {
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        process.destroyForcibly();
      }
    });
  }

  private synchronized void startShell() {
    if (Platform.isWindows() || closing) {
      return;
    }
    try {
      Process started =
          new ProcessBuilder("sh", "-c", detached(), "pilothouse-guardian", script(), path())
              .directory(Path.of("/").toFile())
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      shell = Optional.of(started);
      charges.forEach((pid, signal) -> tellShell("+ %d %s".formatted(pid, signal.shellName())));
      var unusedEnd = started.onExit().thenAccept(this::replaceShell);
    } catch (IOException e) {
      LOG.warn("no guardian shell, a killed JVM is swept up at the next start: {}", e.toString());
    }
  }

  /** In a session of its own where that exists, so that a kill of our process group spares it. */
  private static String detached() {
    return "if command -v setsid >/dev/null 2>&1;"
        + " then exec setsid sh -c \"$1\" pilothouse-guardian \"$2\";"
        + " else exec sh -c \"$1\" pilothouse-guardian \"$2\"; fi";
  }

  private String path() {
    return runDirectory.path().toString();
  }

  private synchronized void replaceShell(Process ended) {
    if (!closing) {
      LOG.warn("guardian shell pid={} ended, starting another", ended.pid());
      startShell();
    }
  }

  private void tellShell(String line) {
    shell.ifPresent(process -> {
      try {
        OutputStream pipe = process.getOutputStream();
        pipe.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        pipe.flush();
      } catch (IOException e) {
        LOG.debug("guardian shell pid={} does not read: {}", process.pid(), e.toString());
      }
    });
  }

  private static String script() throws IOException {
    try (InputStream script = ProcessGuardian.class.getResourceAsStream("guardian.sh")) {
      return new String(
          Objects.requireNonNull(script, "guardian.sh is missing from the jar").readAllBytes(),
          StandardCharsets.UTF_8);
    }
  }
}
