package io.pilothouse.apigateway.server;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.http11.Http11InputBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses a request that says its length twice, by {@code Content-Length} and by {@code
 * Transfer-Encoding}: two programs that read it differently see two different requests. Tomcat goes
 * by the second and forgets the first before anybody is asked, so it is looked for in the bytes.
 */
public final class AmbiguousLengthValve extends ValveBase {

  private static final Logger LOG = LoggerFactory.getLogger(AmbiguousLengthValve.class);

  public AmbiguousLengthValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (request.getHeader("Transfer-Encoding") != null
        && request.getCoyoteRequest().getInputBuffer() instanceof Http11InputBuffer input
        && namesLength(input.getHeaderByteBuffer())) {
      LOG.warn("decision=refused cause=\"two lengths\" peer={}", request.getRemoteAddr());
      response.setHeader("Connection", "close");
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      response.finishResponse();
      return;
    }
    getNext().invoke(request, response);
  }

  /** The buffer begins with the request; its headers end with the first empty line. */
  private static boolean namesLength(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.limit()];
    buffer.duplicate().position(0).get(bytes);
    for (var line : new String(bytes, StandardCharsets.ISO_8859_1).split("\r?\n", -1)) {
      if (line.isEmpty()) {
        return false;
      }
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length")) {
        return true;
      }
    }
    return false;
  }
}
