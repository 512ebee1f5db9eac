package io.pilothouse.localtwin.notification;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail with a text for people and a JSON document for programs, as RFC 5322 and MIME write it.
 *
 * @param payload the attached JSON
 */
record MailMessage(String from, String to, String subject, String text, String payload) {
  private static final String LINE = "\r\n";
  private static final int BYTES_OF_A_WORD = 42; // 75 characters with what stands around them
  private static final Pattern ENCODED = Pattern.compile("=\\?UTF-8\\?B\\?([^?]*)\\?=\\s*");
  private static final Pattern SUBJECT = Pattern.compile("(?im)^Subject: (.*(?:\\r\\n[ \\t].*)*)");
  private static final Pattern JSON =
      Pattern.compile("(?s)Content-Type: application/json.*?\\r\\n\\r\\n(.*?)\\r\\n--");

  /** As it goes over the wire, before dots are stuffed. */
  String wire(Instant at) {
    String boundary = "=_" + UUID.randomUUID();
    return String.join(
        LINE,
        "From: " + from,
        "To: " + to,
        "Subject: " + encoded(subject),
        "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC)),
        "Message-ID: <" + UUID.randomUUID() + "@azure.twin>",
        "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"",
        "",
        "--" + boundary,
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        base64(text),
        "--" + boundary,
        "Content-Type: application/json; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment; filename=\"alert.json\"",
        "",
        base64(payload),
        "--" + boundary + "--",
        "");
  }

  /** The subject of a mail that came; empty if it has none. */
  static String subjectOf(String wire) {
    Matcher subject = SUBJECT.matcher(wire);
    if (!subject.find()) {
      return "";
    }
    return ENCODED
        .matcher(subject.group(1).replaceAll("\\r\\n[ \\t]", " "))
        .replaceAll(word -> Matcher.quoteReplacement(decoded(word.group(1))))
        .strip();
  }

  /** The JSON attached to a mail that came. */
  static Optional<String> payloadOf(String wire) {
    Matcher part = JSON.matcher(wire);
    return part.find() ? Optional.of(decoded(part.group(1))) : Optional.empty();
  }

  private static String base64(String words) {
    return Base64.getMimeEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String base64) {
    return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  /** Encoded words of RFC 2047, each of whole characters. */
  private static String encoded(String words) {
    var all = new StringBuilder();
    var word = new StringBuilder();
    words
        .codePoints()
        .forEach(point -> {
          String character = Character.toString(point);
          if ((word + character).getBytes(StandardCharsets.UTF_8).length > BYTES_OF_A_WORD) {
            all.append(encodedWord(word)).append(LINE).append(' ');
            word.setLength(0);
          }
          word.append(character);
        });
    return all.append(encodedWord(word)).toString();
  }

  private static String encodedWord(CharSequence word) {
    return "=?UTF-8?B?"
        + Base64.getEncoder().encodeToString(word.toString().getBytes(StandardCharsets.UTF_8))
        + "?=";
  }
}
