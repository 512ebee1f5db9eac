package io.pilothouse.localtwin.kubernetes.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The listening socket of the API server, on loopback. It can be cut, so that connections are
 * refused and open ones broken, and comes back on the same port.
 */
public final class ApiServer implements AutoCloseable {
  private final HttpHandler handler;
  private final int port;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Listening listening; // guarded by lock

  private record Listening(HttpServer server, ExecutorService threads) {
    void stop() {
      server.stop(0);
      threads.shutdownNow();
    }
  }

  static {
    // Read once by the JDK's server: without it every small answer waits for a delayed
    // acknowledgement.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  /**
   * Listens on a free port.
   *
   * @throws IOException when no port can be had
   */
  public ApiServer(HttpHandler handler) throws IOException {
    this.handler = handler;
    Listening first = listen(0);
    this.port = first.server().getAddress().getPort();
    this.listening = first;
  }

  private Listening listen(int wantedPort) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wantedPort), 256);
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("kubernetes-api-", 0).factory());
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
    return new Listening(server, threads);
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Refuses connections until it is restored. */
  public void cut() {
    lock.lock();
    try {
      if (listening != null) {
        listening.stop();
        listening = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Listens again on the same port.
   *
   * @throws IOException when another process has taken the port meanwhile
   */
  public void restore() throws IOException {
    lock.lock();
    try {
      if (listening == null) {
        listening = listen(port);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    cut();
  }
}
