package io.pilothouse.apigateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection to the gateway over which a test says what no HTTP client would. */
final class RawConnection implements AutoCloseable {

  private final Socket socket;

  RawConnection(RunningGateway gateway) throws IOException {
    socket = gateway.connect();
  }

  RawConnection say(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  InputStream input() throws IOException {
    return socket.getInputStream();
  }

  Socket socket() {
    return socket;
  }

  /** The status of the next answer; 0 when the connection ended without one. */
  int status() throws IOException {
    var line = new StringBuilder();
    for (int value = read(); value >= 0 && value != '\n'; value = read()) {
      line.append((char) value);
    }
    var words = line.toString().split(" ", -1);
    return words.length < 2 ? 0 : Integer.parseInt(words[1].strip());
  }

  /** All that comes until the gateway closes. */
  String rest() throws IOException {
    var heard = new StringBuilder();
    for (int value = read(); value >= 0; value = read()) {
      heard.append((char) value);
    }
    return heard.toString();
  }

  private int read() {
    try {
      return socket.getInputStream().read();
    } catch (IOException e) {
      return -1; // Reset: closed all the same.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
