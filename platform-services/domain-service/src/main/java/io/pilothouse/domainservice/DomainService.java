package io.pilothouse.domainservice;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Any service of any blueprint: which one is said by {@code pilothouse.blueprint} (a shipped
 * system's key, or a file) and {@code pilothouse.component} (the id of one of its services).
 */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class DomainService {

  /** Starts it; a service that cannot start says why and ends. */
  public static void main(String[] arguments) {
    SpringApplication.run(DomainService.class, arguments);
  }
}
