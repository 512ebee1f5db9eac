package io.pilothouse.desktopapp.text;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Writes numbers, durations and times in the language of the moment, with their units. */
public record Formats(Texts texts, ZoneId zone) {
  private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB"};
  private static final String NARROW_SPACE = "\u2009";

  /** A number with at most so many decimals, grouped. */
  public String number(double value, int decimals) {
    NumberFormat format = NumberFormat.getNumberInstance(texts.language().get().locale());
    format.setMaximumFractionDigits(decimals);
    return format.format(value);
  }

  /** A number with as many decimals as its size deserves. */
  public String number(double value) {
    double size = Math.abs(value);
    return number(value, size >= 100 ? 0 : size >= 10 ? 1 : 2);
  }

  /** A number with a unit's symbol; scaled where the unit is bytes, seconds or milliseconds. */
  public String quantity(double value, String unit) {
    return switch (unit) {
      case "" -> number(value);
      case "B" -> bytes(value);
      case "s" ->
          value >= 120
              ? duration(Duration.ofSeconds(Math.round(value)))
              : number(value, 1) + NARROW_SPACE + "s";
      case "ms" -> millis(Math.round(value));
      case "%" -> percent(value);
      default -> number(value) + NARROW_SPACE + unit;
    };
  }

  /** Percent, of which 100 are the whole. */
  public String percent(double value) {
    return number(value, Math.abs(value) >= 100 ? 0 : 1) + NARROW_SPACE + "%";
  }

  /** Bytes in powers of a thousand. */
  public String bytes(double value) {
    double scaled = value;
    int power = 0;
    while (Math.abs(scaled) >= 1000 && power < BYTES.length - 1) {
      scaled /= 1000;
      power++;
    }
    return number(scaled, power == 0 ? 0 : scaled < 10 ? 2 : 1) + NARROW_SPACE + BYTES[power];
  }

  /** Milliseconds; seconds from one second on, minutes from two minutes on. */
  public String millis(long value) {
    if (value < 1_000) {
      return value + NARROW_SPACE + "ms";
    }
    return value < 120_000
        ? number(value / 1_000.0, value < 10_000 ? 2 : 1) + NARROW_SPACE + "s"
        : duration(Duration.ofMillis(value));
  }

  /** A duration in its two largest units. */
  public String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return texts.get("duration.seconds", seconds);
    }
    if (seconds < 3_600) {
      return seconds % 60 == 0 || seconds >= 600
          ? texts.get("duration.minutes", seconds / 60)
          : texts.get("duration.minutes.seconds", seconds / 60, seconds % 60);
    }
    if (seconds < 86_400) {
      return seconds % 3_600 < 60
          ? texts.get("duration.hours", seconds / 3_600)
          : texts.get("duration.hours.minutes", seconds / 3_600, seconds % 3_600 / 60);
    }
    return texts.get("duration.days", seconds / 86_400);
  }

  /** How long ago something was. */
  public String age(Instant at, Instant now) {
    return texts.get("age", duration(Duration.between(at, now)));
  }

  /** Time of day to the second. */
  public String clock(Instant at) {
    return DateTimeFormatter.ofPattern("HH:mm:ss").withZone(zone).format(at);
  }

  /** Time of day to the minute. */
  public String minute(Instant at) {
    return DateTimeFormatter.ofPattern("HH:mm").withZone(zone).format(at);
  }

  /** Date alone. */
  public String date(Instant at) {
    return DateTimeFormatter.ISO_LOCAL_DATE.withZone(zone).format(at);
  }

  /** Date and time of day. */
  public String moment(Instant at) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(zone).format(at);
  }
}
