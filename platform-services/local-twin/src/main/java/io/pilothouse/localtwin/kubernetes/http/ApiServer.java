package io.pilothouse.localtwin.kubernetes.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The listening socket of the API server, on loopback. It can be cut, so that connections are
 * refused and open ones broken, and comes back on the same port.
 */
public final class ApiServer implements AutoCloseable {
  private final HttpHandler handler;
  private final SSLContext tls;
  private final String authority;
  private final int port;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Listening listening; // guarded by lock

  private static final int BACKLOG = 256;

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
  public ApiServer(HttpHandler handler, String name, InstantSource clock) throws IOException {
    this.handler = handler;
    try {
      SelfSignedCertificate certificate = SelfSignedCertificate.create(name, clock.instant());
      this.tls = certificate.context();
      this.authority = certificate.pem();
    } catch (GeneralSecurityException unavailable) {
      throw new IOException("This Java runtime cannot make a TLS certificate", unavailable);
    }
    Listening first = listen(0);
    this.port = first.server().getAddress().getPort();
    this.listening = first;
  }

  private Listening listen(int wantedPort) throws IOException {
    HttpsServer server =
        HttpsServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), wantedPort), BACKLOG);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("kubernetes-api-", 0).factory());
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
    return new Listening(server, threads);
  }

  public URI url() {
    return URI.create("https://127.0.0.1:" + port);
  }

  /** The certificate that clients are to trust, in PEM. */
  public String certificateAuthority() {
    return authority;
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
