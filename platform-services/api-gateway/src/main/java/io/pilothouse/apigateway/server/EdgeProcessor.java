package io.pilothouse.apigateway.server;

import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;

/** Tomcat's processor of one connection's requests; says 431 where Tomcat says 400. */
final class EdgeProcessor extends Http11Processor {

  private static final int TOO_LARGE = 431;

  /** Tomcat has no exception of its own for it, only its own words in the machine's language. */
  private static final String WORDS_FOR_IT =
      StringManager.getManager(Http11InputBuffer.class)
          .getString("iib.requestheadertoolarge.error");

  EdgeProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
    super(protocol, adapter);
  }

  /** Tomcat has set 400 when it calls this for headers that it cannot read. */
  @Override
  protected void setErrorState(ErrorState state, @Nullable Throwable cause) {
    if (cause instanceof IllegalArgumentException && WORDS_FOR_IT.equals(cause.getMessage())) {
      response.setStatus(TOO_LARGE);
    }
    super.setErrorState(state, cause);
  }
}
