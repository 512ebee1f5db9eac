package io.pilothouse.apigateway.edge;

import io.pilothouse.apigateway.GatewayProperties;
import io.pilothouse.serviceruntime.spring.problem.Problem;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.springframework.http.HttpStatus;

/**
 * A request whose body is read as it comes, up to a size, and not slower than a pace: a client that
 * dribbles holds a connection to a service for a few seconds, not for hours.
 */
final class RequestBody extends HttpServletRequestWrapper {

  private final GatewayProperties.Body limits;
  private final LongSupplier nanos;

  RequestBody(HttpServletRequest request, GatewayProperties.Body limits, LongSupplier nanos) {
    super(request);
    this.limits = limits;
    this.nanos = nanos;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    return new Paced(super.getInputStream());
  }

  /** The body cannot be taken; what the client is told is in it. */
  static IOException tooLarge() {
    return new RefusedBodyException(
        new Problem(
            HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "The body is larger than is taken."));
  }

  private final class Paced extends ServletInputStream {

    private final ServletInputStream source;
    private final long began = nanos.getAsLong();
    private long taken;

    Paced(ServletInputStream source) {
      this.source = source;
    }

    @Override
    public int read() throws IOException {
      int value = source.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = source.read(into, offset, length);
      count(Math.max(0, count));
      return count;
    }

    private void count(int bytes) throws IOException {
      taken += bytes;
      if (taken > limits.maximum().toBytes()) {
        throw tooLarge();
      }
      double late = (nanos.getAsLong() - began - limits.grace().toNanos()) / 1e9;
      if (bytes > 0 && late > 0 && taken < late * limits.minimumRate().toBytes()) {
        throw new RefusedBodyException(
            new Problem(HttpStatus.REQUEST_TIMEOUT, "body-too-slow", "The body came too slowly."));
      }
    }

    @Override
    public boolean isFinished() {
      return source.isFinished();
    }

    @Override
    public boolean isReady() {
      return source.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      source.setReadListener(listener);
    }

    @Override
    public int available() throws IOException {
      return source.available();
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
