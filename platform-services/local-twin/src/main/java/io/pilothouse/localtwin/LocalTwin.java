package io.pilothouse.localtwin;

import io.pilothouse.localtwin.azure.AzureEndpoint;
import io.pilothouse.localtwin.broker.ServiceBusBroker;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.load.LoadGenerator;
import io.pilothouse.localtwin.load.MessageTraffic;
import io.pilothouse.localtwin.notification.Notification;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.redis.RedisCluster;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running twin of one system: what its blueprint declares, as real processes and stand-in control
 * planes on the loopback interface.
 *
 * <p>Safe for use by any thread. {@link #close} leaves nothing behind, and neither does the death
 * of the process: see {@link io.pilothouse.localtwin.process.ProcessGuardian}.
 */
public final class LocalTwin implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalTwin.class);

  private final Blueprint blueprint;
  private final TwinFolder folder;
  private final TwinStart start;
  private final TwinParts parts;
  private final Addresses addresses;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Stops the load and the servers in their order when the process is told to end. */
  private final Thread atExit = Thread.ofPlatform().name("twin-exit").unstarted(this::stop);

  private LocalTwin(Blueprint blueprint, TwinFolder folder, TwinStart start, TwinParts parts) {
    this.blueprint = blueprint;
    this.folder = folder;
    this.start = start;
    this.parts = parts;
    this.addresses = new Addresses(blueprint, parts, folder);
  }

  /**
   * Starts the twin of a blueprint and returns when every part of it answers.
   *
   * @throws TwinException if a twin of that system runs already, or a part does not come up; what
   *     had started is stopped again
   */
  public static LocalTwin start(Blueprint blueprint, TwinOptions options) {
    long begin = System.nanoTime();
    var folder = TwinFolder.open(options.twins(), blueprint.system());
    var start = new TwinStart(blueprint, options, folder);
    try {
      var twin = new LocalTwin(blueprint, folder, start, start.startAll());
      twin.tell();
      start.whenChanged(twin::tell);
      Runtime.getRuntime().addShutdownHook(twin.atExit);
      LOG.info(
          "twin={} ready millis={}",
          blueprint.system(),
          Duration.ofNanos(System.nanoTime() - begin).toMillis());
      return twin;
    } catch (RuntimeException e) {
      start.close();
      folder.close();
      throw e;
    }
  }

  /** What the twin is the twin of. */
  public Blueprint blueprint() {
    return blueprint;
  }

  /** The profile by which the product reaches the twin. Holds passwords. */
  public Connection connection() {
    return addresses.connection();
  }

  /** Where everything listens now. Holds passwords. */
  public TwinEndpoints endpoints() {
    return addresses.endpoints();
  }

  /** A database server by its resource name. */
  public FlexibleServer postgres(String server) {
    return parts.processes().server(server);
  }

  /** A cache by its resource name. */
  public RedisCluster redis(String cache) {
    return parts.processes().cache(cache);
  }

  /** A message broker by its resource name. */
  public ServiceBusBroker broker(String name) {
    return parts.processes().broker(name);
  }

  /** The messages between services; empty for a system without load. */
  public Optional<MessageTraffic> messages() {
    return parts.messages().get();
  }

  public KubernetesTwin kubernetes() {
    return parts.kubernetes();
  }

  /**
   * Azure's control plane.
   *
   * @throws TwinException if the system has nothing in Azure to manage
   */
  public AzureEndpoint azure() {
    return parts
        .azure()
        .orElseThrow(() -> new TwinException(blueprint.system() + " has nothing in Azure"));
  }

  /** What Azure's alerts told to whom, as it arrived at the twin's sinks; oldest first. */
  public List<Notification> notifications() {
    return parts.sinks().all();
  }

  /** The load on the services; empty when the blueprint has no service or no server. */
  public Optional<LoadGenerator> load() {
    return services().map(ServiceLoad::generator);
  }

  /** The services at work; empty when the blueprint has no service or no server. */
  public Optional<ServiceLoad> services() {
    return parts.load().get();
  }

  /**
   * What a process of a service connects with on this twin, as {@code pilothouse.*} properties.
   * They hold passwords.
   *
   * @param service the blueprint's id of one of its services, or {@code auth-service} or {@code
   *     api-gateway}
   * @throws IllegalArgumentException if it is none of these
   */
  public Map<String, String> wiring(String service) {
    return new ServedWiring(blueprint, parts).of(service);
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException exiting) {
      LOG.debug("closed while the process ends");
    }
  }

  private void stop() {
    if (closed.compareAndSet(false, true)) {
      start.close();
      folder.close();
      LOG.info("twin={} closed", blueprint.system());
    }
  }

  /** Tells other processes of this user where faults are asked for. */
  public void controlledAt(ControlAddress address) {
    folder.write(TwinFolder.CONTROL, address);
  }

  /** Writes what other processes attach by. */
  private synchronized void tell() {
    if (!closed.get()) {
      folder.write(TwinFolder.ENDPOINTS, endpoints());
      folder.write(TwinFolder.CONNECTION, connection());
    }
  }
}
