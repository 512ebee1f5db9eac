package io.pilothouse.apigateway.route;

import java.io.IOException;

/** Reading the client's body failed while it was passed on: the client went or fell silent. */
final class ClientBodyException extends IOException {

  private static final long serialVersionUID = 1;

  ClientBodyException(IOException cause) {
    super("the client's body ended early", cause);
  }
}
