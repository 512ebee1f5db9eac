package io.pilothouse.apigateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that says on its connection whatever a test has it say, and then closes it. */
final class RawService implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicInteger requests = new AtomicInteger();
  private volatile String answer = "";

  RawService() throws IOException {
    Thread.ofVirtual().start(this::accept);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Its whole answer from now on; nothing hangs up without a word. */
  void says(String next) {
    answer = next;
    requests.set(0);
  }

  /** Requests heard since then. */
  int requests() {
    return requests.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (SocketException e) {
        return; // Closed.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var heard = new StringBuilder();
      var input = socket.getInputStream();
      while (heard.indexOf("\r\n\r\n") < 0) {
        int value = input.read();
        if (value < 0) {
          return;
        }
        heard.append((char) value);
      }
      requests.incrementAndGet();
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    } catch (IOException e) {
      // The gateway went first, as some tests have it.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
