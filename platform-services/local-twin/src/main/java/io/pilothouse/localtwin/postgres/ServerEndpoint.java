package io.pilothouse.localtwin.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address of a server that stays the same whichever process is behind it, as Azure's fully
 * qualified domain name does: a TCP proxy on the loopback interface.
 *
 * <p>While it leads nowhere, new connections are closed at once, as a server that is down refuses
 * them. Leading elsewhere cuts every connection that is open. Safe for use by any thread.
 */
final class ServerEndpoint implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServerEndpoint.class);
  private static final int BACKLOG = 256;
  private static final int CONNECT_MILLIS = 1000;

  private final String name;
  private final ServerSocket listener;
  private final Optional<NetworkDelay> delay;
  private final ExecutorService pumps = Executors.newVirtualThreadPerTaskExecutor();

  /** Both ends of every connection. Additions only under this. */
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Written under this. */
  private volatile OptionalInt destination = OptionalInt.empty();

  private ServerEndpoint(String name, ServerSocket listener, Optional<NetworkDelay> delay) {
    this.name = name;
    this.listener = listener;
    this.delay = delay;
  }

  /** Listens on a free port, leading nowhere yet. */
  static ServerEndpoint open(String name) {
    return open(name, Optional.empty());
  }

  /** The same, at a distance. */
  static ServerEndpoint open(String name, Optional<NetworkDelay> delay) {
    try {
      ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
      ServerEndpoint endpoint = new ServerEndpoint(name, listener, delay);
      Thread.ofVirtual().name("endpoint-" + name).start(endpoint::accept);
      return endpoint;
    } catch (IOException e) {
      throw new PostgresException("The endpoint of " + name + " cannot listen: " + e, e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Leads to a loopback port from now on; connections to any other are cut. */
  synchronized void leadTo(int port) {
    if (destination.isEmpty() || destination.getAsInt() != port) {
      destination = OptionalInt.of(port);
      cutConnections();
    }
  }

  /** Leads nowhere from now on and cuts every connection. */
  synchronized void leadNowhere() {
    destination = OptionalInt.empty();
    cutConnections();
  }

  private void cutConnections() {
    open.forEach(ServerEndpoint::closeQuietly);
    open.clear();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        pumps.execute(() -> serve(client));
      } catch (IOException | RejectedExecutionException e) {
        if (!listener.isClosed()) {
          LOG.warn("endpoint={} failed to accept: {}", name, e.toString());
        }
      }
    }
  }

  private void serve(Socket client) {
    OptionalInt port = destination;
    if (port.isEmpty()) {
      closeQuietly(client);
      return;
    }
    Socket server = new Socket();
    try {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port.getAsInt()), CONNECT_MILLIS);
    } catch (IOException nobodyThere) {
      closeQuietly(client);
      closeQuietly(server);
      return;
    }
    if (!admit(client, server, port)) {
      closeQuietly(client);
      closeQuietly(server);
      return;
    }
    pumps.execute(
        () -> pump(server, client, delay.map(far -> () -> far.distance().plus(far.congestion()))));
    pump(client, server, delay.map(far -> far::distance));
  }

  /**
   * Whether the destination is still the one that was connected to; then a later cut finds both.
   */
  private synchronized boolean admit(Socket client, Socket server, OptionalInt connectedTo) {
    return destination.equals(connectedTo) && open.add(client) && open.add(server);
  }

  private void pump(Socket from, Socket to, Optional<Supplier<Duration>> late) {
    try (var input = from.getInputStream();
        var output = to.getOutputStream()) {
      if (late.isPresent()) {
        carry(new DelayedFlow(input, output, late.get()));
      } else {
        input.transferTo(output);
      }
    } catch (IOException cut) {
      LOG.trace("endpoint={} connection ended: {}", name, cut.toString());
    } finally {
      closeQuietly(from);
      closeQuietly(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private void carry(DelayedFlow flow) throws IOException {
    pumps.execute(() -> {
      try {
        flow.read();
      } catch (IOException cut) {
        LOG.trace("endpoint={} connection ended: {}", name, cut.toString());
      }
    });
    flow.write();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyClosed) {
      LOG.trace("socket was closed already: {}", alreadyClosed.toString());
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      LOG.debug("endpoint={} was closed already: {}", name, e.toString());
    }
    leadNowhere();
    pumps.shutdownNow();
  }
}
