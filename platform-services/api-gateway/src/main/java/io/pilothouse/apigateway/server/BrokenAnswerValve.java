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
    var passage = RequestPassage.ifAny(request);
    if (passage.filter(RequestPassage::last).isPresent()) {
      response.finishResponse(); // Tomcat would go on reading a body that nobody wants.
    }
    if (passage.filter(each -> each.broken() || each.last()).isPresent()) {
      response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
    }
  }
}
