package io.pilothouse.localtwin.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that a broker runs on: reads and writes its connections, and does what it is
 * asked. Everything else of the broker is touched by this thread only, so that nothing is locked.
 */
final class EventLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
  private static final long TICK_MILLIS = 50;
  private static final long PATIENCE_SECONDS = 10;

  private final Selector selector;
  private final int port;
  private final InstantSource clock;
  private final Function<SocketChannel, AmqpConnection> connect;
  private final Runnable tick;
  private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
  private final Set<AmqpConnection> connections = new LinkedHashSet<>();
  private final Thread thread;
  private volatile boolean closed;

  /** Not there while connections are refused. */
  private @Nullable ServerSocketChannel listener;

  private long nextTick;

  EventLoop(
      String name,
      InstantSource clock,
      Function<SocketChannel, AmqpConnection> connect,
      Runnable tick)
      throws IOException {
    this.clock = clock;
    this.connect = connect;
    this.tick = tick;
    this.selector = Selector.open();
    this.port = listen(0);
    this.thread = Thread.ofPlatform().daemon().name("broker-" + name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  int port() {
    return port;
  }

  /** Has something answered on the loop's thread. */
  <T> T ask(Supplier<T> question) {
    var answer = new CompletableFuture<T>();
    asked.add(() -> {
      try {
        answer.complete(question.get());
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    });
    selector.wakeup();
    if (closed) {
      throw new IllegalStateException("the broker is closed");
    }
    try {
      return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Ends every connection and takes no new ones; to be called on the loop's thread. */
  void refuse() {
    ServerSocketChannel present = listener;
    if (present == null) {
      return;
    }
    close(present);
    listener = null;
    List.copyOf(connections).forEach(this::drop);
    try {
      selector.selectNow(); // a closed channel holds its port until its key is gone
    } catch (IOException e) {
      LOG.warn("selector={}", e.toString());
    }
  }

  /** Takes connections again; to be called on the loop's thread. */
  void accept() {
    if (listener == null) {
      try {
        listen(port);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException("port " + port + " cannot be had again", e);
      }
    }
  }

  Set<AmqpConnection> connections() {
    return connections;
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int listen(int at) throws IOException {
    var server = ServerSocketChannel.open();
    server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    listener = server;
    return server.socket().getLocalPort();
  }

  private void run() {
    while (!closed) {
      try {
        selector.select(TICK_MILLIS);
        for (Runnable task = asked.poll(); task != null; task = asked.poll()) {
          task.run();
        }
        var selected = List.copyOf(selector.selectedKeys());
        selector.selectedKeys().clear();
        selected.forEach(this::serve);
        long now = clock.millis();
        if (now >= nextTick) {
          nextTick = now + TICK_MILLIS;
          tick.run();
          connections.forEach(c -> c.tick(now));
        }
        List.copyOf(connections).forEach(this::flush);
      } catch (IOException | RuntimeException e) {
        LOG.error("broker loop", e);
      }
    }
    List.copyOf(connections).forEach(this::drop);
    if (listener != null) {
      close(listener);
    }
    close(selector);
  }

  private void serve(SelectionKey key) {
    if (!key.isValid()) {
      return;
    }
    if (key.channel() instanceof ServerSocketChannel server) {
      take(server);
      return;
    }
    var connection = (AmqpConnection) key.attachment();
    if (key.isReadable()) {
      try {
        connection.read();
      } catch (IOException e) {
        LOG.debug("connection ended: {}", e.toString());
        drop(connection);
      } catch (RuntimeException e) {
        LOG.warn("connection dropped, its request could not be served", e);
        drop(connection);
      }
    }
  }

  private void take(ServerSocketChannel server) {
    try {
      SocketChannel channel = server.accept();
      if (channel == null) {
        return;
      }
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      var connection = connect.apply(channel);
      connection.key(channel.register(selector, SelectionKey.OP_READ, connection));
      connections.add(connection);
    } catch (IOException e) {
      LOG.warn("connection not taken: {}", e.toString());
    }
  }

  private void flush(AmqpConnection connection) {
    try {
      if (!connection.write()) {
        drop(connection);
      }
    } catch (IOException e) {
      LOG.debug("connection ended: {}", e.toString());
      drop(connection);
    } catch (RuntimeException e) {
      LOG.warn("connection dropped, its request could not be served", e);
      drop(connection);
    }
  }

  private void drop(AmqpConnection connection) {
    if (connections.remove(connection)) {
      connection.gone();
    }
  }

  private static void close(java.io.Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      LOG.debug("not closed: {}", e.toString());
    }
  }
}
