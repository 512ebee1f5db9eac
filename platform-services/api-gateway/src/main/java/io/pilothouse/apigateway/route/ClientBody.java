package io.pilothouse.apigateway.route;

import io.pilothouse.apigateway.edge.RefusedBodyException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A client's body on its way to a service; tells the client's failures from the service's. */
final class ClientBody extends FilterInputStream {

  private volatile boolean begun;

  ClientBody(InputStream source) {
    super(source);
  }

  /** Whether part of it was taken, so that it cannot be sent a second time. */
  boolean begun() {
    return begun;
  }

  @Override
  public int read() throws IOException {
    begun = true;
    try {
      return super.read();
    } catch (RefusedBodyException e) {
      throw e;
    } catch (IOException e) {
      throw new ClientBodyException(e);
    }
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    begun = true;
    try {
      return super.read(into, offset, length);
    } catch (RefusedBodyException e) {
      throw e;
    } catch (IOException e) {
      throw new ClientBodyException(e);
    }
  }
}
