package io.pilothouse.serviceruntime.spring.observability;

import io.pilothouse.serviceruntime.readiness.ReadinessCheck;
import io.pilothouse.serviceruntime.spring.external.ExternalRestClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A whole service on free ports, asked over HTTP. */
final class RunningService implements AutoCloseable {

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  RunningService(String... properties) {
    var all =
        Stream.concat(
                Stream.of(
                    "server.port=0",
                    "management.server.port=0",
                    "pilothouse.system=tripgen-prod",
                    "pilothouse.component=trip-service",
                    "pilothouse.drain.delay=0s",
                    "logging.config=classpath:structured-logging.xml",
                    "spring.autoconfigure.exclude="
                        + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"),
                Arrays.stream(properties))
            .toArray(String[]::new);
    context = new SpringApplicationBuilder(Service.class).properties(all).run();
  }

  Controller controller() {
    return context.getBean(Controller.class);
  }

  AtomicBoolean databaseWorks() {
    return context.getBean(AtomicBoolean.class);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  HttpResponse<String> get(String path, String... headers) {
    return send("local.server.port", path, headers);
  }

  HttpResponse<String> manage(String path) {
    return send("local.management.port", path);
  }

  /** The value of a series, by the start of its line; empty text when it is not there. */
  String metric(String series) {
    return manage("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .findFirst()
        .orElse("");
  }

  /** Ends as on SIGTERM; can be asked until it has ended. */
  void leave() {
    context.close();
  }

  @Override
  public void close() {
    context.close();
    http.shutdownNow();
  }

  private HttpResponse<String> send(String port, String path, String... headers) {
    var address = "http://127.0.0.1:" + context.getEnvironment().getProperty(port) + path;
    var request = HttpRequest.newBuilder(URI.create(address));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The service. */
  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Service {

    @Bean
    Controller controller(ExternalRestClients externals, BusinessMetrics business, Values values) {
      return new Controller(externals, business, values);
    }

    @Bean
    Values values() {
      return new Values();
    }

    @Bean
    AtomicBoolean databaseWorks() {
      return new AtomicBoolean(true);
    }

    @Bean
    ReadinessCheck database(AtomicBoolean databaseWorks) {
      return new ReadinessCheck() {
        @Override
        public String name() {
          return "database";
        }

        @Override
        public void check() {
          if (!databaseWorks.get()) {
            throw new IllegalStateException("no connection");
          }
        }
      };
    }

    @Bean
    SecurityFilterChain open(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(all -> all.anyRequest().permitAll()).build();
    }
  }

  /** What it keeps. */
  static class Values {
    @Cacheable(cacheNames = "trips", sync = true)
    public String value(String id) {
      return "trip " + id;
    }
  }

  /** What it answers. */
  @RestController
  static final class Controller {
    private static final Logger LOG = LoggerFactory.getLogger(Controller.class);

    final CountDownLatch arrived = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);
    private final ExternalRestClients externals;
    private final BusinessMetrics business;
    private final Values values;

    Controller(ExternalRestClients externals, BusinessMetrics business, Values values) {
      this.externals = externals;
      this.values = values;
      this.business = business;
    }

    @GetMapping("/trips/{id}")
    String trip(@PathVariable("id") String id) {
      business.count("trips_shown", "kind", "plain");
      return values.value(id);
    }

    @GetMapping("/broken")
    ResponseEntity<String> broken() {
      return ResponseEntity.internalServerError().body("broken");
    }

    @GetMapping("/held")
    String held() throws InterruptedException {
      arrived.countDown();
      released.await();
      return "held";
    }

    @GetMapping("/log")
    String log(@RequestParam("value") String value) {
      LOG.info("asked for value={}", value);
      return "logged";
    }

    @GetMapping("/pay")
    String pay() {
      return String.valueOf(
          externals.client("payments").get().uri("charges/7").retrieve().body(String.class));
    }
  }
}
