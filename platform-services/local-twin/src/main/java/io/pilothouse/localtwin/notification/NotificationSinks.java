package io.pilothouse.localtwin.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.pilothouse.localtwin.azure.ReceiverChannels;
import io.pilothouse.localtwin.notification.Notification.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sinks of one twin: a mail server and an HTTP server on loopback at free ports, and what they
 * took, the last thousand. Thread-safe.
 */
public final class NotificationSinks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NotificationSinks.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int KEPT = 1_000;

  private final InstantSource clock;
  private final MailServer mail;
  private final HttpSink http;
  private final SinkChannels channels;
  private final Deque<Notification> taken = new ArrayDeque<>(); // guarded by itself

  private NotificationSinks(InstantSource clock) throws IOException {
    this.clock = clock;
    this.mail = MailServer.start(this::mail);
    try {
      this.http = HttpSink.start(this::posted, this::all);
    } catch (IOException e) {
      mail.close();
      throw e;
    }
    this.channels = new SinkChannels(mail.address(), http.url(), clock);
  }

  /** Starts listening. @throws IOException if no loopback port can be had */
  public static NotificationSinks start(InstantSource clock) throws IOException {
    return new NotificationSinks(clock);
  }

  /** Where mails are taken. */
  public InetSocketAddress mailServer() {
    return mail.address();
  }

  /** Where webhooks and text messages are taken, and {@code /notifications} shows all. */
  public URI url() {
    return http.url();
  }

  /** What was told, oldest first. */
  public List<Notification> all() {
    synchronized (taken) {
      return List.copyOf(taken);
    }
  }

  /** How Azure reaches them. */
  public ReceiverChannels channels() {
    return channels;
  }

  @Override
  public void close() {
    channels.close();
    mail.close();
    http.close();
  }

  private void mail(String recipient, String wire) {
    keep(
        Channel.EMAIL,
        recipient,
        MailMessage.subjectOf(wire),
        MailMessage.payloadOf(wire).orElse(wire));
  }

  private void posted(Channel channel, String receiver, String body) {
    keep(channel, receiver, "", body);
  }

  private void keep(Channel channel, String receiver, String subject, String payload) {
    JsonNode essentials = essentials(payload);
    var told =
        new Notification(
            clock.instant(),
            channel,
            receiver,
            essentials.path("alertRule").asText(""),
            essentials.path("monitorCondition").asText(""),
            subject,
            payload);
    synchronized (taken) {
      taken.addLast(told);
      if (taken.size() > KEPT) {
        taken.removeFirst();
      }
    }
    LOG.info(
        "notification channel={} receiver={} alert={} condition={}",
        channel,
        receiver,
        told.alertRule(),
        told.condition());
  }

  private static JsonNode essentials(String payload) {
    try {
      return JSON.readTree(payload).path("data").path("essentials");
    } catch (JsonProcessingException words) {
      return MissingNode.getInstance();
    }
  }
}
