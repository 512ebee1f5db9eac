package io.pilothouse.localtwin.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** Sends mails by SMTP, one connection for each. Thread-safe. */
final class MailClient {
  private static final int PATIENCE_MILLIS = 10_000;
  private final InetSocketAddress server;
  private final InstantSource clock;

  MailClient(InetSocketAddress server, InstantSource clock) {
    this.server = server;
    this.clock = clock;
  }

  /**
   * Returns when the server has taken the mail.
   *
   * @throws IOException if it cannot be reached or refuses
   */
  void send(MailMessage mail) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(server, PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      try (var in =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
          var out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8)) {
        expect(in, "220");
        command(in, out, "EHLO azure.twin", "250");
        command(in, out, "MAIL FROM:<" + address(mail.from()) + ">", "250");
        command(in, out, "RCPT TO:<" + address(mail.to()) + ">", "250");
        command(in, out, "DATA", "354");
        String stuffed = mail.wire(clock.instant()).replaceAll("(?m)^\\.", "..");
        command(in, out, stuffed + (stuffed.endsWith("\r\n") ? "." : "\r\n."), "250");
        command(in, out, "QUIT", "221");
      }
    }
  }

  private static void command(BufferedReader in, Writer out, String line, String wanted)
      throws IOException {
    out.write(line + "\r\n");
    out.flush();
    expect(in, wanted);
  }

  private static void expect(BufferedReader in, String wanted) throws IOException {
    String reply;
    do {
      reply = in.readLine();
      if (reply == null) {
        throw new IOException("The mail server ended the connection");
      }
    } while (reply.startsWith(wanted + "-"));
    if (!reply.startsWith(wanted)) {
      throw new IOException("The mail server refused: " + reply);
    }
  }

  /** The address of {@code Name <address>}, without what could end the command early. */
  private static String address(String mailbox) {
    int from = mailbox.indexOf('<');
    String address = from < 0 ? mailbox : mailbox.substring(from + 1, mailbox.indexOf('>', from));
    return address.replaceAll("[\\r\\n<>]", "");
  }
}
