package io.pilothouse.operations.actions;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A weekly time in which changes are meant to be made, as a document writes it: {@code Sun
 * 02:00-04:00 Asia/Seoul}. A window that ends before it begins ends on the next day.
 */
public record MaintenanceWindow(DayOfWeek day, LocalTime from, LocalTime to, ZoneId zone) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<day>[A-Za-z]{3,9})\\s+(?<from>\\d{1,2}:\\d{2})\\s*[-–~]\\s*(?<to>\\d{1,2}:\\d{2})"
              + "(\\s+(?<zone>\\S+))?");

  /** Reads the written form; absent if it is of another. @param zone for a text that names none */
  public static Optional<MaintenanceWindow> parse(String text, String zone) {
    Matcher m = FORM.matcher(text.strip());
    if (!m.matches()) {
      return Optional.empty();
    }
    try {
      String named = m.group("zone");
      ZoneId in = ZoneId.of(named == null ? zone : named, ZoneId.SHORT_IDS);
      return day(m.group("day"))
          .map(d -> new MaintenanceWindow(d, time(m.group("from")), time(m.group("to")), in));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<DayOfWeek> day(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    return Arrays.stream(DayOfWeek.values()).filter(d -> d.name().startsWith(upper)).findFirst();
  }

  private static LocalTime time(String text) throws DateTimeParseException {
    return LocalTime.parse(text.length() == 4 ? "0" + text : text);
  }

  /** Whether a moment lies in it; its end does not. */
  public boolean contains(Instant moment) {
    ZonedDateTime local = moment.atZone(zone);
    LocalTime time = local.toLocalTime();
    boolean overnight = !to.isAfter(from);
    if (!overnight) {
      return local.getDayOfWeek() == day && !time.isBefore(from) && time.isBefore(to);
    }
    return (local.getDayOfWeek() == day && !time.isBefore(from))
        || (local.getDayOfWeek() == day.plus(1) && time.isBefore(to));
  }
}
