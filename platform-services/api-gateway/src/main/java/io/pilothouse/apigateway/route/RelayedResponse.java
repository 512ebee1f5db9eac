package io.pilothouse.apigateway.route;

import io.pilothouse.apigateway.edge.RequestPassage;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A service's answer on its way to the client: each part is passed on when it comes, so that no
 * more than one buffer of it is held. An answer that breaks off is broken off for the client too.
 */
final class RelayedResponse implements ServerResponse {

  private static final Logger LOG = LoggerFactory.getLogger(RelayedResponse.class);
  private static final int BUFFER = 16 * 1024;

  private final ClassicHttpResponse source;
  private final Route route;
  private final HttpHeaders headers;

  RelayedResponse(ClassicHttpResponse source, Route route, HttpHeaders headers) {
    this.source = source;
    this.route = route;
    this.headers = headers;
  }

  @Override
  public HttpStatusCode statusCode() {
    return HttpStatusCode.valueOf(source.getCode());
  }

  @Override
  public HttpHeaders headers() {
    return headers;
  }

  @Override
  public MultiValueMap<String, Cookie> cookies() {
    return new LinkedMultiValueMap<>();
  }

  @Override
  public @Nullable ModelAndView writeTo(
      HttpServletRequest request, HttpServletResponse response, Context context) {
    var passage = RequestPassage.of(request);
    response.setStatus(source.getCode());
    headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    var entity = source.getEntity();
    try (var body = entity == null ? InputStream.nullInputStream() : entity.getContent()) {
      long length = length(request, entity == null ? 0 : entity.getContentLength());
      if (length >= 0) {
        response.setContentLengthLong(length);
      }
      copy(body, response, length, passage);
    } catch (IOException e) {
      if (!passage.broken()) {
        passage.breakOff("service-broke-off");
        LOG.warn(
            "route={} request={} the service broke its answer off cause=\"{}\"",
            route.id(),
            passage.requestId(),
            e.getClass().getSimpleName());
      }
    } finally {
      close();
    }
    return null;
  }

  /** An answer to HEAD says how long it would be. */
  private long length(HttpServletRequest request, long ofBody) {
    if (request.getMethod().equals("HEAD")) {
      var header = source.getFirstHeader(HttpHeaders.CONTENT_LENGTH);
      return header == null ? -1 : parsed(header.getValue());
    }
    return source.getCode() == 204 || source.getCode() == 304 ? -1 : ofBody;
  }

  private static long parsed(String length) {
    try {
      return Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static void copy(
      InputStream body, HttpServletResponse response, long length, RequestPassage passage)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long copied = 0;
    for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
      copied += count;
      try {
        response.getOutputStream().write(buffer, 0, count);
        if (copied != length && body.available() == 0) {
          response.getOutputStream().flush(); // The next part is not here yet.
        }
      } catch (IOException e) {
        passage.breakOff("client-gone");
        throw e;
      }
    }
  }

  /** Closing before the end cuts the connection to the service, so that it stops too. */
  private void close() {
    try {
      source.close();
    } catch (IOException e) {
      LOG.debug("route={} connection was closed already", route.id(), e);
    }
  }
}
