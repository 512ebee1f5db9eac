package io.pilothouse.apigateway.server;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's HTTP/1.1 with what an edge needs beside: headers that are too large are answered 431,
 * and a request's line and headers have to be there within a time from their first byte. Tomcat's
 * own time-out begins anew with each byte, so that a client that sends one every few seconds would
 * keep its connection for as long as it likes.
 */
public final class EdgeProtocol extends Http11NioProtocol {

  private static final Duration USUAL = Duration.ofSeconds(10);

  private volatile long headerNanos = USUAL.toNanos();

  /** Called by Tomcat, by the class's name. */
  public EdgeProtocol() {
    var handler = new Deadline(this);
    setHandler(handler);
    getEndpoint().setHandler(handler);
  }

  /** How long a request's line and headers may take. */
  public void headersWithin(Duration time) {
    headerNanos = time.toNanos();
  }

  @Override
  protected Processor createProcessor() {
    return new EdgeProcessor(this, getAdapter());
  }

  /**
   * Looks at the clock whenever part of a request has come and the rest has not. A connection that
   * sends nothing at all is ended by Tomcat's own time-out.
   */
  private final class Deadline extends AbstractProtocol.ConnectionHandler<NioChannel> {

    /** When the first part of an unfinished request came, by connection. */
    private final Map<SocketWrapperBase<NioChannel>, Long> begun = new ConcurrentHashMap<>();

    Deadline(AbstractProtocol<NioChannel> protocol) {
      super(protocol);
    }

    @Override
    public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
      var state = super.process(socket, event);
      if (state != SocketState.LONG) {
        begun.remove(socket);
        return state;
      }
      long now = System.nanoTime();
      long since = begun.computeIfAbsent(socket, _ -> now);
      if (now - since < headerNanos) {
        return state;
      }
      begun.remove(socket);
      return SocketState.CLOSED;
    }

    @Override
    public void release(SocketWrapperBase<NioChannel> socket) {
      begun.remove(socket);
      super.release(socket);
    }

    @Override
    public void recycle() {
      begun.clear();
      super.recycle();
    }
  }
}
