package io.pilothouse.azureconnector;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.ObservationSource;
import io.pilothouse.sharedmodel.estate.Connection;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Measurement;
import io.pilothouse.sharedmodel.signal.Unit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Observes the PostgreSQL servers themselves, every second, at the addresses of the connection. All
 * are asked at once; one that is slow or gone has no values in that round and holds up no other.
 * The metrics, on the server's resource:
 *
 * <ul>
 *   <li>{@code pg.alive}: 1 if it answers, 0 if its address refuses; absent when it did not answer
 *       in time, for that is not known to be down
 *   <li>{@code pg.in_recovery}: 1 on a standby or replica, 0 on a primary
 *   <li>{@code pg.connections} and {@code pg.max_connections}: client connections and their limit;
 *       the former, and all of receivers and standbys, only with the role {@code pg_monitor}
 *   <li>{@code pg.replication_lag_bytes} and {@code pg.replication_lag_seconds}: on a replica, what
 *       it has not replayed of its primary's log, 0 s when nothing is missing
 *   <li>{@code pg.synchronous_standbys}: on a primary, streaming standbys that commits wait for
 *   <li>{@code pg.receiver_lag_bytes{receiver=…}}, {@code pg.receiver_lag_seconds{receiver=…}}: on
 *       a primary, of each that streams from it
 * </ul>
 */
public final class DatabaseSource implements ObservationSource {
  /** Its name. */
  public static final SourceId ID = SourceId.of("postgres");

  private static final Logger log = LoggerFactory.getLogger(DatabaseSource.class);
  private static final Duration PERIOD = Duration.ofSeconds(2);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration ROUND = Duration.ofMillis(900);

  private final Map<String, ServerReader> readers = new TreeMap<>();
  private final Map<String, CompletableFuture<ServerReading>> underWay = new LinkedHashMap<>();
  private final Map<String, Class<?>> lastSeen = new LinkedHashMap<>(); // of the polling thread
  private final ReplicationLag lag = new ReplicationLag(); // of the polling thread
  private final Function<String, ResourceId> ids;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final PollingSource polling;

  /**
   * @param databases addresses by server name
   * @param ids the resource that a server's values belong to
   * @throws IllegalArgumentException if an address cannot be read
   */
  public DatabaseSource(
      Map<String, Connection.Database> databases, Function<String, ResourceId> ids, Clock clock) {
    this.ids = ids;
    databases.forEach((name, database) ->
        readers.put(name, new ServerReader(DatabaseAddress.parse(database.url()), clock)));
    this.polling = new PollingSource(ID, EVERY, clock, this::ask);
  }

  @Override
  public SourceId id() {
    return ID;
  }

  @Override
  public Duration period() {
    return PERIOD;
  }

  @Override
  public void start(Consumer<Observation> sink) {
    polling.start(sink);
  }

  @Override
  public void close() {
    polling.close();
    threads.shutdownNow();
    readers.values().forEach(ServerReader::close);
  }

  private PollingSource.Answer ask(boolean lost) throws ControlException, InterruptedException {
    Map<String, ServerReading> round = round();
    round.forEach(this::logChange);
    if (!readers.isEmpty()
        && round.values().stream().allMatch(r -> r instanceof ServerReading.Unknown)) {
      throw new ControlException.Unreachable(
          Sentence.of("azure.database.none-answered"), new TimeoutException());
    }
    List<ServerReading.Alive> alive =
        round.values().stream()
            .filter(ServerReading.Alive.class::isInstance)
            .map(ServerReading.Alive.class::cast)
            .toList();
    return (source, sequence, at) -> {
      var measurements = new ArrayList<Measurement>();
      round.forEach((name, reading) -> measure(name, reading, alive, at, measurements));
      return new Observation.Measured(source, sequence, at, measurements);
    };
  }

  /** Asks all that are not still busy with the last question; who is late is unknown this time. */
  private Map<String, ServerReading> round() throws InterruptedException {
    readers.forEach((name, reader) ->
        underWay.computeIfAbsent(name, n -> CompletableFuture.supplyAsync(reader::read, threads)));
    var round = new TreeMap<String, ServerReading>();
    long end = System.nanoTime() + ROUND.toNanos();
    for (var entry : Map.copyOf(underWay).entrySet()) {
      ServerReading reading;
      try {
        reading = entry.getValue().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        underWay.remove(entry.getKey());
      } catch (TimeoutException e) {
        reading = new ServerReading.Unknown(Sentence.of("azure.database.late"));
      } catch (java.util.concurrent.ExecutionException e) {
        underWay.remove(entry.getKey());
        reading = new ServerReading.Unknown(Sentence.verbatim(String.valueOf(e.getCause())));
      }
      round.put(entry.getKey(), reading);
    }
    return round;
  }

  private void logChange(String name, ServerReading reading) {
    Class<?> before = lastSeen.put(name, reading.getClass());
    if (before != reading.getClass()) {
      log.info(
          "database server={} state={}{}",
          name,
          reading.getClass().getSimpleName(),
          switch (reading) {
            case ServerReading.Unknown u -> " why=\"" + u.why() + "\"";
            case ServerReading.Closed c -> " why=\"" + c.why() + "\"";
            case ServerReading.Down d -> "";
            case ServerReading.Alive a -> "";
          });
    }
  }

  private void measure(
      String name,
      ServerReading reading,
      List<ServerReading.Alive> alive,
      Instant now,
      List<Measurement> into) {
    ResourceId id = ids.apply(name);
    switch (reading) {
      case ServerReading.Unknown unknown -> {}
      case ServerReading.Down down -> into.add(value(id, "pg.alive", 0, Unit.NONE, now));
      case ServerReading.Closed closed -> into.add(value(id, "pg.alive", 1, Unit.NONE, now));
      case ServerReading.Alive server -> {
        Instant at = server.at();
        into.add(value(id, "pg.alive", 1, Unit.NONE, at));
        into.add(value(id, "pg.in_recovery", server.inRecovery() ? 1 : 0, Unit.NONE, at));
        server
            .connections()
            .ifPresent(c -> into.add(value(id, "pg.connections", c, Unit.COUNT, at)));
        into.add(value(id, "pg.max_connections", server.maximumConnections(), Unit.COUNT, at));
        lag.of(name, server, alive)
            .ifPresent(l -> {
              into.add(value(id, "pg.replication_lag_seconds", l.seconds(), Unit.SECONDS, at));
              into.add(value(id, "pg.replication_lag_bytes", l.bytes(), Unit.BYTES, at));
            });
        if (!server.inRecovery() && server.connections().isPresent()) {
          receivers(id, server, into);
        }
      }
    }
  }

  private static void receivers(
      ResourceId id, ServerReading.Alive primary, List<Measurement> into) {
    long synchronous =
        primary.receivers().stream()
            .filter(r -> r.synchronous() && r.state().equals("streaming"))
            .count();
    into.add(value(id, "pg.synchronous_standbys", synchronous, Unit.COUNT, primary.at()));
    Map<String, ServerReading.Receiver> byName =
        primary.receivers().stream()
            .collect(Collectors.toMap(ServerReading.Receiver::name, r -> r, (a, b) -> b));
    byName.forEach((name, receiver) -> {
      String braces = "{receiver=" + name + "}";
      receiver
          .lagBytes()
          .ifPresent(b ->
              into.add(value(id, "pg.receiver_lag_bytes" + braces, b, Unit.BYTES, primary.at())));
      // Absent means that everything sent was replayed and nothing more came.
      into.add(
          value(
              id,
              "pg.receiver_lag_seconds" + braces,
              receiver.lagSeconds().orElse(0.0),
              Unit.SECONDS,
              primary.at()));
    });
  }

  private static Measurement value(
      ResourceId id, String metric, double value, Unit unit, Instant at) {
    return new Measurement(id, metric, value, unit, at);
  }
}
