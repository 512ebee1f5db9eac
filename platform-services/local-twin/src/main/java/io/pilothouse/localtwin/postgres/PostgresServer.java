package io.pilothouse.localtwin.postgres;

import io.pilothouse.localtwin.process.ProcessGuardian;
import io.pilothouse.localtwin.process.StopSignal;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One PostgreSQL server: a data folder and, most of the time, a postmaster that is a child of this
 * JVM, so that its end is known at once.
 */
final class PostgresServer {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
  static final String SUPERUSER = "azuresu";

  /**
   * For a data folder that is being made or recovered: PostgreSQL would flush its thousand files
   * one by one, for fear that the machine might crash or had crashed, which takes up to half a
   * minute on a busy disk. Here a process alone has died, the kernel still has what it wrote, and
   * whoever loses power loses the whole run anyway. Taken back before the member counts.
   */
  static final String UNFLUSHED = "fsync = off\n";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(5);
  private static final int PORT_ATTEMPTS = 5;

  /** The exit code that the JDK gives to SIGKILL. */
  private static final int KILLED = 128 + 9;

  /**
   * A postmaster.
   *
   * @param endWanted its end is unexpected from when it was ready until it is told to end
   * @param sharedMemory its System V segment, which it leaves in the kernel when it is killed
   */
  private record Running(
      Process process, AtomicBoolean endWanted, AtomicReference<Optional<String>> sharedMemory) {}

  private final String name;
  private final DataFolder data;
  private final String superuserPassword;
  private final ProcessGuardian guardian;
  private final Session operations;
  private final Session monitoring;
  private final AtomicReference<Optional<Running>> running =
      new AtomicReference<>(Optional.empty());

  /** Told when the postmaster ends though nobody here wanted it to. */
  private volatile Runnable onUnexpectedEnd = () -> {};

  /** The port of the latest start, kept for the next one. Written by the starting thread. */
  private volatile int port;

  PostgresServer(String name, DataFolder data, String superuserPassword, ProcessGuardian guardian) {
    this.name = name;
    this.data = data;
    this.superuserPassword = superuserPassword;
    this.guardian = guardian;
    this.operations = new Session(this::superuserTarget, Duration.ofSeconds(60));
    this.monitoring = new Session(this::superuserTarget, Duration.ofSeconds(1));
  }

  String name() {
    return name;
  }

  DataFolder data() {
    return data;
  }

  void onUnexpectedEnd(Runnable listener) {
    onUnexpectedEnd = listener;
  }

  /** For what the control plane decides; an answer may take long. */
  Session operations() {
    return operations;
  }

  /** For what is asked all the time; no answer within a second is an answer. */
  Session monitoring() {
    return monitoring;
  }

  /** A connection of its own, which the caller closes. */
  Session newSession(Duration timeout) {
    return new Session(this::superuserTarget, timeout);
  }

  boolean isRunning() {
    return running.get().filter(now -> now.process().isAlive()).isPresent();
  }

  Optional<Long> pid() {
    return running.get().filter(now -> now.process().isAlive()).map(now -> now.process().pid());
  }

  /** The loopback port, stable over restarts unless another program has taken it meanwhile. */
  int port() {
    return port;
  }

  private ConnectionTarget superuserTarget() {
    return new ConnectionTarget("127.0.0.1", port, "postgres", SUPERUSER, superuserPassword);
  }

  /** Starts a former primary, after a crash or not, and returns when it accepts connections. */
  void startAgain() {
    if (ControlFile.read(data.path()).shutDownCleanly()) {
      start();
    } else {
      data.append("postgresql.auto.conf", UNFLUSHED);
      start();
      flushFromNowOn();
    }
  }

  /** Ends what {@link #UNFLUSHED} began. */
  void flushFromNowOn() {
    try {
      operations.execute("ALTER SYSTEM RESET fsync");
      operations.value("SELECT pg_reload_conf()");
    } catch (SQLException e) {
      throw new PostgresException(name + " does not flush what it writes: " + e.getMessage(), e);
    }
  }

  /** Starts the server and returns when it accepts connections. */
  void start() {
    for (int attempt = 1; ; attempt++) {
      int candidate = port == 0 || attempt > 1 ? freePort() : port;
      Running started = launch(candidate);
      if (awaitReady(started)) {
        started.endWanted().set(false);
        started.sharedMemory().set(data.sharedMemory());
        LOG.info("started member={} pid={} port={}", name, started.process().pid(), candidate);
        return;
      }
      String log = DataFolder.tail(log());
      destroyTree(started.process());
      boolean mayWorkNextTime =
          log.contains("Address already in use")
              || log.contains("could not create any TCP/IP sockets")
              || log.contains("pre-existing shared memory block");
      if (!mayWorkNextTime || attempt == PORT_ATTEMPTS) {
        throw new PostgresException(
            "PostgreSQL %s does not start in %s: %s".formatted(name, data.path(), log));
      }
    }
  }

  private Running launch(int candidate) {
    List<String> command =
        data.binaries()
            .command(
                "postgres",
                List.of(
                    "-D",
                    data.path().toString(),
                    "-p",
                    Integer.toString(candidate),
                    "-c",
                    "cluster_name=" + name));
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(data.path().toFile())
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log().toFile()))
              .start();
      guardian.register(process.pid(), StopSignal.QUIT);
      port = candidate;
      operations.close();
      monitoring.close();
      Running started =
          new Running(process, new AtomicBoolean(true), new AtomicReference<>(Optional.empty()));
      running.set(Optional.of(started));
      var unusedEnd = process.onExit().thenAccept(ended -> ended(started));
      return started;
    } catch (IOException e) {
      throw new PostgresException("PostgreSQL " + name + " cannot be started: " + e, e);
    }
  }

  private void ended(Running ended) {
    guardian.unregister(ended.process().pid());
    if (ended.process().exitValue() == KILLED) {
      ended.sharedMemory().get().ifPresent(PostgresServer::removeSharedMemory);
    }
    if (!ended.endWanted().get() && !guardian.closing()) {
      LOG.warn(
          "ended unexpectedly member={} pid={} exit={}",
          name,
          ended.process().pid(),
          ended.process().exitValue());
      onUnexpectedEnd.run();
    }
  }

  private boolean awaitReady(Running started) {
    Process process = started.process();
    boolean settled =
        Waiting.until(START_LIMIT, POLL, () -> !process.isAlive() || isReady(process));
    return settled && process.isAlive();
  }

  private boolean isReady(Process process) {
    return data.status(process.pid()).filter("ready"::equals).isPresent();
  }

  /**
   * Shuts down in PostgreSQL's fast mode: connections are cut, a checkpoint is written, and what
   * was written reaches every receiver that is connected.
   *
   * @return whether it ended by itself within the limit; if not, it was killed
   */
  boolean stop(Duration limit) {
    return end(StopSignal.INTERRUPT, limit);
  }

  /** Shuts down in PostgreSQL's immediate mode: at once, and without a word to the disk. */
  void abandon(Duration limit) {
    end(StopSignal.QUIT, limit);
  }

  private boolean end(StopSignal signal, Duration limit) {
    return running
        .get()
        .map(now -> {
          now.endWanted().set(true);
          signal.send(now.process().pid());
          boolean ended = awaitEnd(now.process(), limit);
          destroyTree(now.process());
          return ended;
        })
        .orElse(true);
  }

  /**
   * Ends the server as a crash would, on the control plane's own decision; returns when it is gone.
   */
  void cutOff() {
    running
        .get()
        .ifPresent(now -> {
          now.endWanted().set(true);
          destroyTree(now.process());
        });
  }

  /** Kills the postmaster behind the control plane's back, as a fault would. */
  void kill() {
    running.get().ifPresent(now -> now.process().destroyForcibly());
  }

  /**
   * Kills a postmaster and what it has started, and waits: no commit may be acknowledged by a
   * backend that has outlived it.
   */
  private static void destroyTree(Process process) {
    List<ProcessHandle> backends = process.descendants().toList();
    process.destroyForcibly();
    backends.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(process, Duration.ofSeconds(5));
    // They die at the signal; where nobody reaps orphans they stay visible, which is no reason to
    // keep a failover waiting.
    Waiting.until(
        Duration.ofMillis(200),
        Duration.ofMillis(1),
        () -> backends.stream().allMatch(PostgresServer::isGone));
  }

  private static void removeSharedMemory(String segment) {
    try {
      Process ipcrm =
          new ProcessBuilder("ipcrm", "-m", segment)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      awaitEnd(ipcrm, Duration.ofSeconds(5));
    } catch (IOException e) {
      LOG.debug("56 bytes of shared memory stay behind: {}", e.toString());
    }
  }

  /** Also true of a process that is dead and waits for somebody to ask for its exit code. */
  private static boolean isGone(ProcessHandle process) {
    if (!process.isAlive()) {
      return true;
    }
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return stat.contains(") Z ");
    } catch (IOException noSuchFile) {
      return false;
    }
  }

  private static boolean awaitEnd(Process process, Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void closeSessions() {
    operations.close();
    monitoring.close();
  }

  private Path log() {
    return data.path().resolveSibling(data.path().getFileName() + ".log");
  }

  /**
   * A port that was free a moment ago; should another program be quicker, the start is repeated.
   */
  private static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new PostgresException("There is no free port on the loopback interface: " + e, e);
    }
  }
}
