package io.pilothouse.localtwin.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.pilothouse.localtwin.process.ProcessGuardian;
import io.pilothouse.localtwin.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Redis process with its folder, and the connection that asks it about itself. */
final class RedisNode implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RedisNode.class);

  private final ClusterLayout.Place place;
  private final Path folder;
  private final RedisBinary binary;
  private final ProcessGuardian guardian;
  private final RedisClient client;
  private final RedisURI uri;

  /** Guarded by this. */
  private @Nullable Process process;

  /** Guarded by this. */
  private @Nullable StatefulRedisConnection<String, String> connection;

  /** What it was when it last answered. */
  private volatile RedisRole lastRole;

  RedisNode(
      ClusterLayout layout,
      ClusterLayout.Place place,
      RedisBinary binary,
      ProcessGuardian guardian,
      RedisClient client) {
    this.place = place;
    this.folder = guardian.runDirectory().resolve("redis").resolve(place.name());
    this.binary = binary;
    this.guardian = guardian;
    this.client = client;
    this.lastRole = place.role();
    this.uri =
        RedisURI.builder()
            .withHost("127.0.0.1")
            .withPort(place.port())
            .withPassword(layout.password().toCharArray())
            .withTimeout(Duration.ofMillis(500))
            .build();
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("nodes.conf"), layout.nodesFile(place));
      var configuration = folder.resolve("redis.conf");
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            configuration,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(configuration, layout.configuration(place, folder));
    } catch (IOException e) {
      throw new RedisException("Redis's folder " + folder + " cannot be written: " + e, e);
    }
  }

  ClusterLayout.Place place() {
    return place;
  }

  RedisURI uri() {
    return uri;
  }

  /** Starts the process unless it runs; {@code onExit} is told its end. */
  synchronized void start(Consumer<Process> onExit) {
    if (process != null && process.isAlive()) {
      return;
    }
    try {
      var log = folder.resolve("output.log").toFile();
      var started =
          new ProcessBuilder(binary.program().toString(), folder.resolve("redis.conf").toString())
              .redirectErrorStream(true)
              .redirectOutput(log)
              .start();
      guardian.register(started.pid(), StopSignal.TERMINATE);
      process = started;
      var unused =
          started
              .onExit()
              .thenAccept(ended -> {
                guardian.unregister(ended.pid());
                onExit.accept(ended);
              });
      LOG.debug("redis node={} port={} pid={} started", place.name(), place.port(), started.pid());
    } catch (IOException e) {
      throw new RedisException("Redis cannot be started: " + e.getMessage(), e);
    }
  }

  /** Sends a signal and waits until the process has ended, five seconds at most. */
  void end(StopSignal signal) {
    Process ending;
    synchronized (this) {
      ending = process;
    }
    if (ending == null || !ending.isAlive()) {
      return;
    }
    signal.send(ending.pid());
    try {
      if (!ending.waitFor(5, TimeUnit.SECONDS)) {
        ending.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it was started and has ended. */
  synchronized boolean ended() {
    return process != null && !process.isAlive();
  }

  /** What the process is and says now. */
  RedisNodeState state() {
    var figures = ask(open -> RedisFigures.parse(open.sync().info()));
    figures.ifPresent(answered -> lastRole = answered.role());
    return new RedisNodeState(place.name(), place.shard(), lastRole, place.port(), pid(), figures);
  }

  /** Asks over the node's own connection; empty when it does not answer. */
  <T> Optional<T> ask(Question<T> question) {
    try {
      return Optional.of(question.of(connection()));
    } catch (io.lettuce.core.RedisException e) {
      LOG.trace("redis node={} does not answer: {}", place.name(), e.getMessage());
      return Optional.empty();
    }
  }

  /** What the process last wrote to its log, for a message. */
  String lastWords() {
    try {
      var lines = Files.readAllLines(folder.resolve("redis.log"), UTF_8);
      return lines.isEmpty() ? "it wrote no log" : lines.getLast();
    } catch (IOException e) {
      return "it wrote no log";
    }
  }

  @Override
  public synchronized void close() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  private synchronized OptionalLong pid() {
    return process != null && process.isAlive()
        ? OptionalLong.of(process.pid())
        : OptionalLong.empty();
  }

  private synchronized StatefulRedisConnection<String, String> connection() {
    if (process == null || !process.isAlive()) {
      throw new io.lettuce.core.RedisConnectionException("no process");
    }
    var open = connection;
    if (open == null) {
      open = client.connect(uri);
      connection = open;
    }
    return open;
  }

  /** Something to ask an open connection. */
  interface Question<T> {
    T of(StatefulRedisConnection<String, String> connection);
  }
}
