package io.pilothouse.blueprints.importing;

import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.dictionary.Measures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the lines of a label say, beside the name in the first one. Each question passes the lines
 * that answer it; what no question passed is {@link #rest}.
 */
final class LabelFacts {
  private static final Pattern REPLICAS =
      Pattern.compile("(?i)(\\d{1,4})\\s*(?:replicas?|pods?|레플리카|복제본|파드)");
  private static final Pattern RANGE =
      Pattern.compile(
          "(?i)(?:HPA|오토스케일링|autoscal\\w*|자동 ?확장)\\D{0,10}(\\d{1,4})\\s*(?:-|~|–|to|\\.\\.)\\s*(\\d{1,4})");
  private static final Pattern STYLE =
      Pattern.compile("(?i)(.{1,40}?)\\s*(?:arch(?:itecture)?|아키텍처)");
  private static final Pattern ZONE = Pattern.compile("(?i)zone\\s*([1-9])|([1-9])\\s*영역");
  private static final Pattern VM_SIZE =
      Pattern.compile(
          "(?:(GP|MO|B)_)?((?:Standard_)?(?:[DEF]|B)\\d{1,3}[a-z]{0,4}_v\\d|Standard_B\\d+m?s|B\\d+m?s)\\b");
  private static final Pattern ADDRESS =
      Pattern.compile("(?<![\\d./])(\\d{1,3}(?:\\.\\d{1,3}){3})(?![\\d./])");
  private static final Pattern CIDR = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}/\\d{1,2}");
  private static final Pattern RETENTION = Pattern.compile("(?i)(\\d{1,5})\\s*(?:days?|일)");
  private static final Pattern RESOURCE = Pattern.compile("[a-z][a-z0-9]{1,10}(?:-[a-z0-9]+){1,6}");
  private static final Pattern TTL = Pattern.compile("(?i)ttl|캐시|cache|간격|interval");

  private final List<String> lines;
  private final boolean[] passed;

  LabelFacts(List<String> lines) {
    this.lines = List.copyOf(lines);
    this.passed = new boolean[lines.size()];
  }

  /** The label with its name in one line: a line that goes on with the name is joined to it. */
  static List<String> named(List<String> label, boolean linesAreLayout) {
    var lines = new ArrayList<String>();
    for (String line : label) {
      boolean goesOn =
          line.startsWith("&")
              || line.startsWith("+")
              || (linesAreLayout && line.codePoints().noneMatch(Character::isDigit));
      if (lines.size() == 1 && goesOn) {
        lines.set(0, lines.getFirst() + " " + line);
      } else {
        lines.add(line);
      }
    }
    return lines;
  }

  String name() {
    return lines.isEmpty() ? "" : lines.getFirst();
  }

  String text() {
    return String.join(" ", lines);
  }

  /** Lines after the first that nothing was read from. */
  List<String> rest() {
    var rest = new ArrayList<String>();
    for (int i = 1; i < lines.size(); i++) {
      if (!passed[i]) {
        rest.add(lines.get(i));
      }
    }
    return rest;
  }

  private Optional<Matcher> find(Pattern pattern) {
    for (int i = 0; i < lines.size(); i++) {
      Matcher matcher = pattern.matcher(lines.get(i));
      if (matcher.find()) {
        passed[i] = true;
        return Optional.of(matcher);
      }
    }
    return Optional.empty();
  }

  /** Whether any line has any of the words, without case. Passes the line. */
  boolean says(String... words) {
    boolean found = false;
    for (int i = 0; i < lines.size(); i++) {
      String lower = lines.get(i).toLowerCase(Locale.ROOT);
      for (String word : words) {
        if (lower.contains(word)) {
          passed[i] = true;
          found = true;
        }
      }
    }
    return found;
  }

  Optional<Integer> replicas() {
    return find(REPLICAS).map(m -> Integer.parseInt(m.group(1)));
  }

  /** Least and most pods. */
  Optional<int[]> autoscalingRange() {
    return find(RANGE)
        .map(m -> new int[] {Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))});
  }

  Optional<String> architecture() {
    return find(STYLE).map(m -> m.group(1).strip().toLowerCase(Locale.ROOT));
  }

  Optional<String> zone() {
    return find(ZONE).map(m -> m.group(1) == null ? m.group(2) : m.group(1));
  }

  Optional<String> vmSize() {
    return find(VM_SIZE).map(m -> Values.standard(m.group(2)));
  }

  Optional<String> databaseTier() {
    return find(VM_SIZE)
        .flatMap(m -> Optional.ofNullable(m.group(1)))
        .map(t ->
            t.equals("GP") ? "GeneralPurpose" : t.equals("MO") ? "MemoryOptimized" : "Burstable");
  }

  Optional<String> address() {
    return find(ADDRESS).map(m -> m.group(1));
  }

  Optional<String> range() {
    return find(CIDR).map(Matcher::group);
  }

  /** The lines that state something outright behind a word and a colon, without these. */
  static List<String> stated(String word, List<String> lines) {
    return lines.stream()
        .filter(l -> l.regionMatches(true, 0, word + ":", 0, word.length() + 1))
        .map(l -> l.substring(word.length() + 1).strip())
        .toList();
  }

  /** What a line states outright, as {@code SKU: …} does. @param word before the colon */
  Optional<String> stated(String word) {
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).regionMatches(true, 0, word + ":", 0, word.length() + 1)) {
        passed[i] = true;
        return Optional.of(lines.get(i).substring(word.length() + 1).strip())
            .filter(v -> !v.isEmpty());
      }
    }
    return Optional.empty();
  }

  Optional<Integer> retentionDays() {
    return find(RETENTION).map(m -> Integer.parseInt(m.group(1)));
  }

  /** A line that is nothing but the name of an Azure resource. */
  Optional<String> resourceName() {
    for (int i = 1; i < lines.size(); i++) {
      if (RESOURCE.matcher(lines.get(i)).matches()) {
        passed[i] = true;
        return Optional.of(lines.get(i));
      }
    }
    return Optional.empty();
  }

  Optional<String> tier() {
    for (int i = 0; i < lines.size(); i++) {
      Optional<String> tier = FactReader.tier(lines.get(i));
      if (tier.isPresent() && !lines.get(i).contains("_")) {
        passed[i] = true;
        return tier;
      }
    }
    return Optional.empty();
  }

  Optional<Double> gigabytes() {
    return firstOf(Measures::gigabytes);
  }

  Optional<String> cacheCapacity() {
    return firstOf(Values::cacheCapacity);
  }

  Optional<String> region(Dictionary dictionary) {
    return firstOf(dictionary::region);
  }

  /** Time-to-live of a cached value. */
  Optional<Duration> timeToLive() {
    for (int i = 0; i < lines.size(); i++) {
      Optional<Duration> duration = Measures.duration(lines.get(i));
      if (duration.isPresent() && TTL.matcher(lines.get(i)).find()) {
        passed[i] = true;
        return duration;
      }
    }
    return Optional.empty();
  }

  Optional<Duration> timeout() {
    for (int i = 0; i < lines.size(); i++) {
      String lower = lines.get(i).toLowerCase(Locale.ROOT);
      Optional<Duration> duration = Measures.duration(lines.get(i));
      if (duration.isPresent()
          && (lower.contains("타임아웃")
              || lower.contains("timeout")
              || lower.contains("time-out")
              || lower.contains("시간 초과"))) {
        passed[i] = true;
        return duration;
      }
    }
    return Optional.empty();
  }

  Optional<Double> failureRate() {
    return firstOf(Measures::ratio);
  }

  private <T> Optional<T> firstOf(java.util.function.Function<String, Optional<T>> reading) {
    for (int i = 0; i < lines.size(); i++) {
      Optional<T> value = reading.apply(lines.get(i));
      if (value.isPresent()) {
        passed[i] = true;
        return value;
      }
    }
    return Optional.empty();
  }
}
