package io.pilothouse.localtwin.notification;

import io.pilothouse.localtwin.azure.ReceiverChannels;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Sends what action groups have to tell: mails by SMTP, webhooks and text messages by HTTP. A
 * webhook on the loopback interface is called where it is; any other is called at the sink in its
 * stead, so that a rehearsal tells nobody outside.
 */
final class SinkChannels implements ReceiverChannels, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String SENDER = "Microsoft Azure <azure-noreply@microsoft.com>";

  private final MailClient mail;
  private final URI sink;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  SinkChannels(InetSocketAddress mailServer, URI sink, InstantSource clock) {
    this.mail = new MailClient(mailServer, clock);
    this.sink = sink;
  }

  @Override
  public void email(String address, String subject, String text, String payload)
      throws IOException {
    mail.send(new MailMessage(SENDER, address, subject, text, payload));
  }

  @Override
  public void webhook(URI target, String payload) throws IOException, InterruptedException {
    post(loopback(target) ? target : instead(target), payload, "application/json");
  }

  @Override
  public void textMessage(String number, String text) throws IOException, InterruptedException {
    URI gateway = URI.create(sink + "/sms/" + URLEncoder.encode(number, StandardCharsets.UTF_8));
    post(gateway, text, "text/plain; charset=utf-8");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private void post(URI target, String body, String type) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(target)
            .timeout(PATIENCE)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status >= 300) {
      throw new IOException(target + " answered " + status);
    }
  }

  private URI instead(URI target) {
    return URI.create(
        sink
            + "/webhooks/"
            + Optional.ofNullable(target.getRawAuthority()).orElse("unknown")
            + Optional.ofNullable(target.getRawPath()).orElse(""));
  }

  private static boolean loopback(URI target) {
    String host = Optional.ofNullable(target.getHost()).orElse("");
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }
}
