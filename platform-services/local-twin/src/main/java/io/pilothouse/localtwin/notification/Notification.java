package io.pilothouse.localtwin.notification;

import java.time.Instant;

/**
 * What somebody was told, as it arrived.
 *
 * @param at when the sink had all of it
 * @param receiver the mail address, the webhook's own URL, or the telephone number
 * @param alertRule name of the rule, as the payload says it; empty for what is no alert
 * @param condition {@code Fired} or {@code Resolved}, as the payload says it; empty for what is no
 *     alert
 * @param subject of a mail; else empty
 * @param payload the alert in Azure's common alert schema; of a text message its words
 */
public record Notification(
    Instant at,
    Channel channel,
    String receiver,
    String alertRule,
    String condition,
    String subject,
    String payload) {

  /** How it came. */
  public enum Channel {
    EMAIL,
    WEBHOOK,
    SMS
  }
}
