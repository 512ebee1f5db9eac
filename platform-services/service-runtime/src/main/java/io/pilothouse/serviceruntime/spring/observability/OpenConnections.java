package io.pilothouse.serviceruntime.spring.observability;

import java.util.Optional;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/** Client connections open to the application's port, as Tomcat counts them. */
final class OpenConnections implements ApplicationListener<WebServerInitializedEvent> {

  private volatile Optional<AbstractProtocol<?>> connector = Optional.empty();

  @Override
  public void onApplicationEvent(WebServerInitializedEvent event) {
    if (event.getApplicationContext().getServerNamespace() == null
        && event.getWebServer() instanceof TomcatWebServer tomcat
        && tomcat.getTomcat().getConnector().getProtocolHandler()
            instanceof AbstractProtocol<?> protocol) {
      connector = Optional.of(protocol);
    }
  }

  int count() {
    return connector
        .map(protocol -> Math.toIntExact(Math.max(0, protocol.getConnectionCount())))
        .orElse(0);
  }
}
