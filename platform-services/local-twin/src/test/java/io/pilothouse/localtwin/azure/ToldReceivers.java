package io.pilothouse.localtwin.azure;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Receivers that remember what they were told. */
final class ToldReceivers implements ReceiverChannels {
  final List<String> all = new CopyOnWriteArrayList<>();

  @Override
  public void email(String address, String subject, String text, String payload) {
    all.add("mail " + address + " " + subject);
  }

  @Override
  public void webhook(URI target, String payload) {
    all.add("webhook " + target + " " + payload);
  }

  @Override
  public void textMessage(String number, String text) {
    all.add("sms " + number + " " + text);
  }
}
