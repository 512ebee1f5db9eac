package io.pilothouse.localtwin.azure;

import java.io.IOException;
import java.net.URI;

/**
 * How the receivers of action groups are reached. A call returns when the message was taken; it is
 * made from a virtual thread of its own and not repeated.
 */
public interface ReceiverChannels {
  /** Sends a mail. @param payload attached, in the common alert schema */
  void email(String address, String subject, String text, String payload)
      throws IOException, InterruptedException;

  /** Calls a webhook. @param payload in the common alert schema */
  void webhook(URI target, String payload) throws IOException, InterruptedException;

  /** Sends a text message. @param number with the country's code, such as {@code +82 0000000000} */
  void textMessage(String number, String text) throws IOException, InterruptedException;
}
