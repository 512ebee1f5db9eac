package io.pilothouse.authservice;

import static io.pilothouse.authservice.RunningService.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pilothouse.authservice.RunningService.Answer;
import io.pilothouse.authservice.audit.Audit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What nobody sends who means well. */
@ExtendWith(OneService.class)
class HostileInputTest {
  private final RunningService service;
  private final String password = RunningService.newPassword();

  HostileInputTest(RunningService service) {
    this.service = service;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "' OR '1'='1",
        "administrator'--",
        "x'; DROP TABLE auth_users; --",
        "x' UNION SELECT * FROM auth_users --",
        "\\'; UPDATE auth_users SET status='DISABLED'; --",
        "%",
        "_",
        "\u0000",
        "ａｄｍｉｎ",
        "",
      })
  void aNameIsNeverPartOfAStatement(String name) {
    long before = users();
    Answer answer =
        service.post(
            "/api/auth/login",
            Map.of("userName", name, "password", password),
            "X-Forwarded-For",
            "203.0.113.20");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(users()).isEqualTo(before);
  }

  private long users() {
    return service
        .database()
        .sql("SELECT count(*) FROM auth_users WHERE status = 'ACTIVE'")
        .query(Long.class)
        .single();
  }

  @Test
  void aNameWithLineBreaksForgesNeitherALogLineNorAnAuditRow() {
    var log = (Logger) LoggerFactory.getLogger(Audit.class);
    Level before = log.getLevel();
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.setLevel(Level.INFO);
    log.addAppender(lines);
    try {
      service.post(
          "/api/auth/login",
          Map.of("userName", "eve\r\nsigned-in actor=\"root\"", "password", password),
          "X-Forwarded-For",
          "203.0.113.21");
    } finally {
      log.detachAppender(lines);
      log.setLevel(before);
    }
    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.getFirst().getFormattedMessage())
        .doesNotContain("\n", "\r", password, "\"root\"");
    assertThat(
            service
                .database()
                .sql("SELECT subject FROM auth_audit WHERE address = '203.0.113.21'")
                .query(String.class)
                .list())
        .containsExactly("eve??signed-in actor=\"root\"");
  }

  @Test
  void headersThatNobodyNeedsAreRefused() throws IOException {
    try (var socket = new Socket("127.0.0.1", service.address("/").getPort())) {
      socket.setSoTimeout(20_000);
      var out = socket.getOutputStream();
      out.write(
          "GET /api/auth/verify HTTP/1.1\r\nHost: auth\r\nAuthorization: Bearer "
              .getBytes(StandardCharsets.US_ASCII));
      byte[] block = "a".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
      try {
        for (int sent = 0; sent < 10 * 1024 * 1024; sent += block.length) {
          out.write(block);
        }
      } catch (IOException cutOff) {
        assertThat(cutOff).isNotNull(); // The server need not listen to the end.
      }
      String answer = firstLine(socket);
      assertThat(answer)
          .matches(line -> line.isEmpty() || line.contains(" 400") || line.contains(" 431"));
    }
    assertThat(service.get("/oauth2/jwks").status()).isEqualTo(200);
  }

  private static String firstLine(Socket socket) {
    try {
      return new String(socket.getInputStream().readNBytes(32), StandardCharsets.US_ASCII);
    } catch (IOException reset) {
      return "";
    }
  }

  @Test
  void bodiesThatNobodyNeedsAreRefusedWithAndWithoutALength() {
    String large = "{\"userName\":\"" + "a".repeat(200_000) + "\",\"password\":\"x\"}";
    assertThat(service.send("POST", "/api/auth/login", large).status()).isEqualTo(413);
    byte[] bytes = large.getBytes(StandardCharsets.UTF_8);
    Answer chunked =
        service.send(
            HttpRequest.newBuilder(service.address("/api/auth/login"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                .build());
    assertThat(chunked.status()).isEqualTo(413);
  }

  @Test
  void whatIsNoRequestIsAProblemThatSaysNothingOfTheInside() {
    for (String body :
        List.of(
            "",
            "{",
            "[]",
            "{\"userName\":1}",
            "{\"userName\":\"a\"}",
            "{\"userName\":null,\"password\":null}",
            "{\"userName\":\"a\",\"password\":\"b\",\"roles\":[\"ADMINISTRATOR\"]}")) {
      Answer answer = service.send("POST", "/api/auth/login", body);
      assertThat(answer.status()).as(body).isEqualTo(400);
      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
      assertThat(answer.body()).doesNotContain("Exception", "io.pilothouse", "tools.jackson");
    }
  }

  @Test
  void aPasswordOfAThousandCharactersIsJustWrong() {
    String user = service.user(password);
    assertThat(service.login(user, password + "x".repeat(900)).status()).isEqualTo(401);
    assertThat(service.login(user, "x".repeat(1001)).status()).isEqualTo(400);
  }

  @Test
  void refusalsSpeakTheReadersLanguage() {
    Answer answer =
        service.post(
            "/api/auth/login",
            Map.of("userName", "nobody", "password", "wrong"),
            "Accept-Language",
            "ko-KR",
            "X-Forwarded-For",
            "203.0.113.22");
    assertThat(answer.text("detail")).contains("비밀번호가 틀렸거나");
  }

  @Test
  void nothingElseIsServed() {
    String token = service.signedIn(service.user(password), password).text("accessToken");
    assertThat(service.get("/actuator/env", bearer(token)).status()).isIn(403, 404);
    assertThat(service.get("/error", bearer(token)).status()).isIn(403, 404);
    assertThat(service.get("/api/auth/../../etc/passwd", bearer(token)).status())
        .isIn(400, 403, 404);
  }
}
