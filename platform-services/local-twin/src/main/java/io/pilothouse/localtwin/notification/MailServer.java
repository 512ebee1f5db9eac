package io.pilothouse.localtwin.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mail server of RFC 5321's minimum on the loopback interface: it takes every mail for everybody
 * and hands it on. One virtual thread for a connection; a silent one is ended after a minute.
 */
final class MailServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MailServer.class);
  private static final int SILENCE_MILLIS = 60_000;
  private static final int LONGEST_MAIL = 1 << 20;

  private final ServerSocket listening;
  private final BiConsumer<String, String> mailbox;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private MailServer(ServerSocket listening, BiConsumer<String, String> mailbox) {
    this.listening = listening;
    this.mailbox = mailbox;
  }

  /**
   * Starts listening at a free port.
   *
   * @param mailbox is given each recipient with the mail as it came; called from any thread
   */
  static MailServer start(BiConsumer<String, String> mailbox) throws IOException {
    var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var server = new MailServer(socket, mailbox);
    Thread.ofVirtual().name("smtp-sink").start(server::accept);
    return server;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      LOG.debug("smtp sink did not close in order: {}", e.toString());
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        Thread.ofVirtual().name("smtp-session").start(() -> serve(socket));
      } catch (IOException e) {
        LOG.debug("smtp sink takes no more connections: {}", e.getMessage());
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        var out =
            new java.io.OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8)) {
      socket.setSoTimeout(SILENCE_MILLIS);
      new Session(in, out).run();
    } catch (SocketTimeoutException silent) {
      LOG.debug("smtp session ended: silent for a minute");
    } catch (IOException e) {
      LOG.debug("smtp session ended: {}", e.getMessage());
    } finally {
      open.remove(socket);
    }
  }

  /** One client's dialogue; confined to its thread. */
  private final class Session {
    private final BufferedReader in;
    private final Writer out;
    private boolean sender;
    private final List<String> recipients = new ArrayList<>();

    Session(BufferedReader in, Writer out) {
      this.in = in;
      this.out = out;
    }

    void run() throws IOException {
      say("220 localhost ESMTP notification sink");
      for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
        String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        switch (verb) {
          case "EHLO", "HELO" -> {
            reset();
            say("250 localhost");
          }
          case "MAIL" -> {
            reset();
            sender = true;
            say("250 2.1.0 Ok");
          }
          case "RCPT" -> recipient(line);
          case "DATA" -> data();
          case "RSET" -> {
            reset();
            say("250 2.0.0 Ok");
          }
          case "NOOP" -> say("250 2.0.0 Ok");
          case "VRFY" -> say("252 2.0.0 Cannot verify, but will take a mail");
          case "QUIT" -> {
            say("221 2.0.0 Bye");
            return;
          }
          default -> say("502 5.5.2 Command not recognized");
        }
      }
    }

    private void recipient(String line) throws IOException {
      int from = line.indexOf('<');
      int to = line.indexOf('>');
      if (!sender) {
        say("503 5.5.1 MAIL first");
      } else if (from < 0 || to < from + 2) {
        say("501 5.1.3 Bad recipient address");
      } else {
        recipients.add(line.substring(from + 1, to));
        say("250 2.1.5 Ok");
      }
    }

    private void data() throws IOException {
      if (recipients.isEmpty()) {
        say("503 5.5.1 RCPT first");
        return;
      }
      say("354 End data with <CR><LF>.<CR><LF>");
      var mail = new StringBuilder();
      for (@Nullable String line = in.readLine(); ; line = in.readLine()) {
        if (line == null) {
          return; // went away in the midst of it: not a mail
        }
        if (line.equals(".")) {
          break;
        }
        if (mail.length() <= LONGEST_MAIL) {
          mail.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
      }
      if (mail.length() > LONGEST_MAIL) {
        say("552 5.3.4 Message too big");
      } else {
        recipients.forEach(to -> mailbox.accept(to, mail.toString()));
        say("250 2.0.0 Ok");
      }
      reset();
    }

    private void reset() {
      sender = false;
      recipients.clear();
    }

    private void say(String reply) throws IOException {
      out.write(reply + "\r\n");
      out.flush();
    }
  }
}
