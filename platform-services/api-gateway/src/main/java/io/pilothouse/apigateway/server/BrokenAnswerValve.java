package io.pilothouse.apigateway.server;

import io.pilothouse.apigateway.edge.RequestPassage;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** Cuts the connection of an answer that could not be ended, so that its client sees it broken. */
public final class BrokenAnswerValve extends ValveBase {

  public BrokenAnswerValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (RequestPassage.isBroken(request)) {
      response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
    }
  }
}
