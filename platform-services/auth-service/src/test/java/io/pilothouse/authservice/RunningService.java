package io.pilothouse.authservice;

import io.pilothouse.authservice.password.PasswordHashing;
import io.pilothouse.authservice.user.UserName;
import io.pilothouse.authservice.user.Users;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An instance of the service on a database, with a clock that a test moves. */
final class RunningService implements AutoCloseable {
  static final String ISSUER = "https://auth.phonebill.test";
  static final JsonMapper JSON = JsonMapper.shared();

  private static final AtomicInteger NEXT_NAME = new AtomicInteger();

  private final SettableClock clock;
  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  RunningService(AuthDatabase database, String keyEncryptionKey) {
    this(database, keyEncryptionKey, new SettableClock(), Map.of());
  }

  RunningService(
      AuthDatabase database,
      String keyEncryptionKey,
      SettableClock clock,
      Map<String, String> properties) {
    this.clock = clock;
    Map<String, String> all = new HashMap<>(database.properties());
    all.put("server.port", "0");
    all.put("management.server.port", "0");
    all.put("pilothouse.security.issuer", ISSUER);
    all.put("pilothouse.auth.password.work-factor", "10");
    all.put("pilothouse.auth.lockout.address-failures", "30");
    all.put("pilothouse.auth.keys.encryption-keys", keyEncryptionKey);
    all.put("pilothouse.auth.first-administrator.password", Digests.randomToken());
    all.put("logging.config", System.getProperty("logback.configurationFile", ""));
    all.putAll(properties);
    var application = new SpringApplication(AuthService.class, TimeOfTheTest.class);
    application.addInitializers(
        each -> each.getBeanFactory().registerSingleton("settableClock", clock));
    context =
        application.run(
            all.entrySet().stream()
                .map(each -> "--" + each.getKey() + "=" + each.getValue())
                .toArray(String[]::new));
  }

  /** The test's clock in place of the machine's. */
  @Configuration(proxyBeanMethods = false)
  static class TimeOfTheTest {
    @Bean
    @Primary
    Clock clockOfTheTest(SettableClock settableClock) {
      return settableClock;
    }
  }

  /** An answer. */
  record Answer(int status, String body, java.net.http.HttpHeaders headers) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    String text(String field) {
      return json().path(field).asString();
    }
  }

  SettableClock clock() {
    return clock;
  }

  <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  JdbcClient database() {
    return part(JdbcClient.class);
  }

  URI address(String path) {
    return URI.create(
        "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
  }

  URI management(String path) {
    return URI.create(
        "http://127.0.0.1:" + context.getEnvironment().getProperty("local.management.port") + path);
  }

  /** Adds a user under a fresh name, whose password is theirs to keep. */
  String user(String password, String... roles) {
    return user(part(PasswordHashing.class).hash(password), true, roles);
  }

  String user(String hash, boolean settled, String... roles) {
    UserName name = new UserName("user-" + NEXT_NAME.incrementAndGet());
    UUID id = part(Users.class).create(name, hash, List.of(roles));
    if (settled) {
      database()
          .sql("UPDATE auth_users SET password_must_change = false WHERE user_id = ?")
          .params(id)
          .update();
    }
    return name.text();
  }

  Answer login(String user, String password) {
    return post("/api/auth/login", Map.of("userName", user, "password", password));
  }

  /** A login whose outcome the test takes for granted. */
  Answer signedIn(String user, String password) {
    Answer answer = login(user, password);
    if (answer.status() != 200) {
      throw new AssertionError("sign-in of " + user + ": " + answer);
    }
    return answer;
  }

  Answer refresh(String token) {
    return post("/api/auth/refresh", Map.of("refreshToken", token));
  }

  Answer post(String path, Object body, String... headers) {
    return send("POST", path, JSON.writeValueAsString(body), headers);
  }

  Answer get(String path, String... headers) {
    return send(request(address(path), headers).GET().build());
  }

  Answer send(String method, String path, String body, String... headers) {
    return send(
        request(address(path), headers)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), response.headers());
    } catch (IOException e) {
      throw new AssertionError(request + " was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** A password that the policy allows and nobody has. */
  static String newPassword() {
    return "Ab1-" + Digests.randomToken().substring(0, 20);
  }

  static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }

  private static HttpRequest.Builder request(URI address, String... headers) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30));
    if (headers.length > 0) {
      builder.headers(headers);
    }
    return builder;
  }

  @Override
  public void close() {
    context.close();
    http.close();
  }
}
