package io.pilothouse.apigateway.server;

import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.coyote.http11.Http11Processor;
import org.jspecify.annotations.Nullable;

/** Tomcat's processor of one connection's requests; says 431 where Tomcat says 400. */
final class EdgeProcessor extends Http11Processor {

  private static final int TOO_LARGE = 431;

  EdgeProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
    super(protocol, adapter);
  }

  /** Tomcat has set 400 when it calls this for headers that it cannot read. */
  @Override
  protected void setErrorState(ErrorState state, @Nullable Throwable cause) {
    if (cause instanceof IllegalArgumentException && isFull()) {
      response.setStatus(TOO_LARGE);
    }
    super.setErrorState(state, cause);
  }

  /** The buffer for headers never grows: when it is full, there were too many. */
  private boolean isFull() {
    return request.getInputBuffer() instanceof Http11InputBuffer input
        && input.getHeaderByteBuffer().limit() >= input.getHeaderByteBuffer().capacity() - 1;
  }
}
