package io.pilothouse.blueprints.dictionary;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers with units as people write them, in Korean and English. */
public final class Measures {
  private static final String NUMBER =
      "(?<number>\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d{1,12}(?:\\.\\d{1,6})?)";
  private static final Pattern COUNT =
      Pattern.compile(NUMBER + "\\s*(?<scale>만|천|[kK](?![a-zA-Z]))?");
  private static final Pattern DURATION =
      Pattern.compile(
          "(?i)"
              + NUMBER
              + "\\s*(?<unit>밀리초|ms|milliseconds?|초|seconds?|secs?|s|분|minutes?|mins?|m|시간|hours?|hrs?|h|일|days?|d|주|weeks?|w)(?![a-zA-Z])");
  private static final Pattern EVERY =
      Pattern.compile("매\\s?(?<unit>시간|분|일)|(?i)(?<english>hourly|daily)");
  private static final Pattern PERCENT = Pattern.compile(NUMBER + "\\s*%");
  private static final Pattern SIZE =
      Pattern.compile(
          "(?i)" + NUMBER + "\\s*(?<unit>TB|GB|MB|TiB|GiB|MiB|Ti|Gi|Mi|T|G)(?![a-zA-Z])");
  private static final Pattern MONEY =
      Pattern.compile(
          "(?:US)?\\$\\s*" + NUMBER + "|" + NUMBER.replace("number", "behind") + "\\s*(?:USD|달러)");
  private static final Map<String, Double> GIGABYTES =
      Map.of(
          "TB",
          1024.0,
          "GB",
          1.0,
          "MB",
          1 / 1024.0,
          "TIB",
          1024.0,
          "GIB",
          1.0,
          "MIB",
          1 / 1024.0,
          "TI",
          1024.0,
          "GI",
          1.0,
          "MI",
          1 / 1024.0);

  private Measures() {}

  /** The first whole number, such as 3 of {@code 3개} or 10000 of {@code 1만}. */
  public static Optional<Integer> count(String text) {
    Matcher matcher = COUNT.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    double scale =
        switch (matcher.group("scale") == null ? "" : matcher.group("scale")) {
          case "만" -> 10_000;
          case "천", "k", "K" -> 1_000;
          default -> 1;
        };
    double value = number(matcher.group("number")) * scale;
    return value <= Integer.MAX_VALUE && value == Math.rint(value)
        ? Optional.of((int) value)
        : Optional.empty();
  }

  /** The first number. */
  public static Optional<Double> number(CharSequence text) {
    Matcher matcher = COUNT.matcher(text);
    return matcher.find() ? Optional.of(number(matcher.group("number"))) : Optional.empty();
  }

  /** The first span of time, or the one that a word such as hourly means. */
  public static Optional<Duration> duration(String text) {
    Matcher every = EVERY.matcher(text);
    Matcher matcher = DURATION.matcher(text);
    if (matcher.find()) {
      return Optional.of(duration(number(matcher.group("number")), matcher.group("unit")));
    }
    if (!every.find()) {
      return Optional.empty();
    }
    String unit =
        every.group("unit") == null ? every.group("english").substring(0, 1) : every.group("unit");
    return Optional.of(duration(1, unit));
  }

  private static Duration duration(double number, String unit) {
    double milliseconds =
        number
            * switch (unit.toLowerCase(Locale.ROOT)) {
              case "밀리초", "ms", "millisecond", "milliseconds" -> 1.0;
              case "분", "m", "min", "mins", "minute", "minutes" -> 60_000.0;
              case "시간", "h", "hr", "hrs", "hour", "hours" -> 3_600_000.0;
              case "일", "d", "day", "days" -> 86_400_000.0;
              case "주", "w", "week", "weeks" -> 604_800_000.0;
              default -> 1_000.0;
            };
    return Duration.ofMillis(Math.round(Math.min(milliseconds, 3.0e13)));
  }

  /** A duration as the format of blueprints writes it: whole days where it is whole days. */
  public static String iso(Duration duration) {
    boolean days = duration.toDays() > 1 && duration.equals(Duration.ofDays(duration.toDays()));
    return days ? "P" + duration.toDays() + "D" : duration.toString();
  }

  /** The first percentage as a ratio. */
  public static Optional<Double> ratio(String text) {
    return percent(text).map(p -> Math.round(p * 1e6) / 1e8);
  }

  /** The first percentage. */
  public static Optional<Double> percent(String text) {
    Matcher matcher = PERCENT.matcher(text);
    return matcher.find() ? Optional.of(number(matcher.group("number"))) : Optional.empty();
  }

  /** The first size, in gigabytes. */
  public static Optional<Double> gigabytes(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String unit = matcher.group("unit").toUpperCase(Locale.ROOT);
    return Optional.of(
        number(matcher.group("number"))
            * GIGABYTES.getOrDefault(unit.length() == 1 ? unit + "B" : unit, 1.0));
  }

  /** The first amount in US dollars. */
  public static Optional<Double> dollars(String text) {
    Matcher matcher = MONEY.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String number =
        matcher.group("number") == null ? matcher.group("behind") : matcher.group("number");
    return Optional.of(number(number));
  }

  private static double number(String written) {
    return Double.parseDouble(written.replace(",", ""));
  }
}
