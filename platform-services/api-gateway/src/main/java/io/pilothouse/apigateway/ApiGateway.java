package io.pilothouse.apigateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The gateway's process: the only way into a system from outside. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ApiGateway {

  /** Starts it; what it needs to know is in properties, see the module's README. */
  public static void main(String[] arguments) {
    SpringApplication.run(ApiGateway.class, arguments);
  }
}
