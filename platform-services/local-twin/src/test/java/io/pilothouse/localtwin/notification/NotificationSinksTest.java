package io.pilothouse.localtwin.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.localtwin.notification.Notification.Channel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mails by SMTP, webhooks and text messages by HTTP, as they arrive. */
class NotificationSinksTest {
  private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
  private static final String ALERT =
      "{\"schemaId\":\"azureMonitorCommonAlertSchema\",\"data\":{\"essentials\":{\"alertRule\":\"cpu-과부하\",\"monitorCondition\":\"Fired\"}}}";
  private NotificationSinks sinks;

  @BeforeEach
  void open() throws IOException {
    sinks = NotificationSinks.start(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    sinks.close();
  }

  @Test
  void aMailArrivesWithItsSubjectInAnyScriptAndThePayload() throws Exception {
    String subject = "Fired: Sev0 Azure Monitor alert 서버_다운 on phonebill-auth-postgresql-prod 중";

    sinks
        .channels()
        .email("operations@example.com", subject, "it is down\r\n.\r\n..two dots", ALERT);

    assertThat(sinks.all())
        .containsExactly(
            new Notification(
                NOW, Channel.EMAIL, "operations@example.com", "cpu-과부하", "Fired", subject, ALERT));
  }

  @Test
  void aWebhookOutsideIsCalledAtTheSinkInItsStead() throws Exception {
    sinks.channels().webhook(URI.create("https://teams.example.com/notify"), ALERT);
    sinks.channels().textMessage("+82 0000000000", "Fired: 서버_다운");

    assertThat(sinks.all())
        .extracting(n -> n.channel() + " " + n.receiver() + " " + n.condition())
        .containsExactly("WEBHOOK https://teams.example.com/notify Fired", "SMS +82 0000000000 ");
    assertThat(sinks.all().getLast().payload()).isEqualTo("Fired: 서버_다운");
  }

  @Test
  void aWebhookOnLoopbackIsCalledWhereItIs() throws Exception {
    try (var other = NotificationSinks.start(Clock.systemUTC())) {
      sinks.channels().webhook(URI.create(other.url() + "/webhooks/own"), ALERT);

      assertThat(other.all()).hasSize(1);
      assertThat(sinks.all()).isEmpty();
      assertThatThrownBy(
              () -> sinks.channels().webhook(URI.create(other.url() + "/nowhere"), ALERT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("404");
    }
  }

  @Test
  void showsWhatItHas() throws Exception {
    sinks.channels().webhook(URI.create("https://pager.example.com/x"), ALERT);

    try (var http = HttpClient.newHttpClient()) {
      HttpResponse<String> shown =
          http.send(
              HttpRequest.newBuilder(URI.create(sinks.url() + "/notifications")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(shown.body()).contains("https://pager.example.com/x").contains("cpu-과부하");
    }
  }

  @Test
  void refusesWhatIsOutOfOrderAndDropsWhatIsCutOff() throws Exception {
    try (var socket = new Socket(sinks.mailServer().getAddress(), sinks.mailServer().getPort());
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(in.readLine()).startsWith("220");
      assertThat(said(socket, in, "HELO there")).startsWith("250");
      assertThat(said(socket, in, "RCPT TO:<a@b>")).startsWith("503");
      assertThat(said(socket, in, "DATA")).startsWith("503");
      assertThat(said(socket, in, "MAIL FROM:<>")).startsWith("250");
      assertThat(said(socket, in, "RCPT TO:nobody")).startsWith("501");
      assertThat(said(socket, in, "RCPT TO:<a@b>")).startsWith("250");
      assertThat(said(socket, in, "STARTTLS")).startsWith("502");
      assertThat(said(socket, in, "DATA")).startsWith("354");
    }
    assertThat(sinks.all()).isEmpty();
  }

  private static String said(Socket socket, BufferedReader in, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    return String.valueOf(in.readLine());
  }
}
