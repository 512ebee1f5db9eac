package io.pilothouse.blueprints.patching;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Writes spans of time with units of the language and length that a document uses. */
final class Durations {
  private static final long[] MILLIS = {604_800_000, 86_400_000, 3_600_000, 60_000, 1_000, 1};
  private static final List<List<String>> STYLES =
      List.of(
          List.of("주", "일", "시간", "분", "초", "밀리초"),
          List.of("w", "d", "h", "m", "s", "ms"),
          List.of("weeks", "days", "hours", "minutes", "seconds", "milliseconds"),
          List.of("week", "day", "hour", "minute", "second", "millisecond"),
          List.of("weeks", "days", "hrs", "mins", "secs", "ms"),
          List.of("week", "day", "hr", "min", "sec", "ms"));

  private Durations() {}

  /**
   * The span in the unit given where it is whole in it, else in the largest that it is whole in.
   */
  static String written(Duration span, String gap, String unit) {
    String lower = unit.toLowerCase(Locale.ROOT);
    List<String> style =
        STYLES.stream().filter(s -> s.contains(lower)).findFirst().orElse(STYLES.get(1));
    int same = style.indexOf(lower);
    int index = same >= 0 && whole(span, same) ? same : 1;
    while (!whole(span, index)) {
      index++;
    }
    return span.toMillis() / MILLIS[index] + gap + (index == same ? unit : style.get(index));
  }

  private static boolean whole(Duration span, int unit) {
    return span.toMillis() % MILLIS[unit] == 0;
  }
}
