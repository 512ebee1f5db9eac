package io.pilothouse.blueprints.patching;

import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.dictionary.Measures;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes a line anew so that another value stands where one stands, in the line's own style: its
 * unit, its language, its separators. Which of the places is the right one shows when the document
 * is read again.
 */
final class Wording {
  private static final String BEFORE_NUMBER = "(?<![\\d.,])";
  private static final String NUMBER = "(?:\\d{1,3}(?:,\\d{3})+|\\d{1,15})(?:\\.\\d{1,9})?";
  private static final Pattern NUMBERS =
      Pattern.compile(
          BEFORE_NUMBER + "(?<n>" + NUMBER + ")(?!\\d)(?=\\s*(?<unit>%|TiB|TB|Ti|만|주|weeks?)?)");
  private static final Pattern DURATIONS =
      Pattern.compile(
          "(?<n>\\d{1,9}(?:\\.\\d{1,3})?)(?<gap>\\s*)(?<unit>밀리초|ms|milliseconds?|초|seconds?|secs?|s|분|minutes?|mins?|m|시간|hours?|hrs?|h|일|days?|d|주|weeks?|w)(?![a-zA-Z])|매\\s?(?:시간|분|일)|(?i:hourly|daily)");
  private static final String[][] TRUTHS = {
    {"활성화", "비활성화"},
    {"활성", "비활성"},
    {"enabled", "disabled"},
    {"true", "false"},
    {"yes", "no"},
    {"on", "off"},
    {"필수", "불필요"},
    {"사용", "미사용"},
    {"required", "not required"}
  };

  private final Dictionary dictionary;

  Wording(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** A line written anew. @param at where it changed */
  record Reworded(int at, String line) {}

  /** Every way to write the line with one place changed, in the order of the places. */
  List<Reworded> of(String line, String declared, String live) {
    var found = new LinkedHashMap<String, Reworded>();
    var all = new ArrayList<Reworded>();
    if (isNumber(declared) && isNumber(live)) {
      numbers(line, Double.parseDouble(declared), Double.parseDouble(live), all);
    }
    Optional<Duration> from = duration(declared);
    Optional<Duration> to = duration(live);
    if (from.isPresent() && to.isPresent()) {
      durations(line, from.get(), to.get(), all);
    }
    if (isTruth(declared) && isTruth(live)) {
      truths(line, Boolean.parseBoolean(declared), all);
    }
    if (declared.contains(",")) {
      list(line, declared, live, all);
    }
    if (!declared.isBlank()) {
      texts(line, declared, live, all);
    }
    all.stream()
        .filter(r -> !r.line().equals(line))
        .sorted(java.util.Comparator.comparingInt(Reworded::at))
        .forEach(r -> found.putIfAbsent(r.line(), r));
    return List.copyOf(found.values());
  }

  private static void each(
      Pattern pattern,
      String line,
      Function<Matcher, Optional<String>> rewrite,
      List<Reworded> all) {
    Matcher matcher = pattern.matcher(line);
    while (matcher.find()) {
      MatchResult at = matcher.toMatchResult();
      rewrite
          .apply(matcher)
          .ifPresent(text ->
              all.add(
                  new Reworded(
                      at.start(),
                      line.substring(0, at.start()) + text + line.substring(at.end()))));
    }
  }

  private static void numbers(String line, double declared, double live, List<Reworded> all) {
    each(
        NUMBERS,
        line,
        m -> {
          double value = Double.parseDouble(m.group("n").replace(",", ""));
          double scale =
              switch (m.group("unit") == null ? "" : m.group("unit")) {
                case "%" -> 0.01;
                case "TB", "TiB", "Ti" -> 1024;
                case "만" -> 10_000;
                case "주", "week", "weeks" -> 7;
                default -> 1;
              };
          boolean grouped = m.group("n").contains(",");
          if (close(value * scale, declared)) {
            return Optional.of(number(live / scale, grouped));
          }
          return close(value, declared) ? Optional.of(number(live, grouped)) : Optional.empty();
        },
        all);
  }

  private static boolean close(double a, double b) {
    return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));
  }

  private static String number(double value, boolean grouped) {
    double rounded = Math.round(value * 1e6) / 1e6;
    if (rounded == Math.rint(rounded)) {
      return grouped
          ? String.format(Locale.ROOT, "%,d", (long) rounded)
          : String.valueOf((long) rounded);
    }
    return new java.math.BigDecimal(String.valueOf(rounded)).stripTrailingZeros().toPlainString();
  }

  private static void durations(String line, Duration declared, Duration live, List<Reworded> all) {
    each(
        DURATIONS,
        line,
        m ->
            Measures.duration(m.group())
                .filter(declared::equals)
                .map(d ->
                    m.group("unit") == null
                        ? Durations.written(live, "", m.group().startsWith("매") ? "시간" : "h")
                        : Durations.written(live, m.group("gap"), m.group("unit"))),
        all);
  }

  private static void truths(String line, boolean declared, List<Reworded> all) {
    for (String[] pair : TRUTHS) {
      String from = declared ? pair[0] : pair[1];
      String to = declared ? pair[1] : pair[0];
      Pattern word = Pattern.compile("(?i)(?<![\\p{L}])" + Pattern.quote(from) + "(?![a-z])");
      each(word, line, m -> Optional.of(inCaseOf(m.group(), to)), all);
    }
  }

  private static void list(String line, String declared, String live, List<Reworded> all) {
    String[] elements = declared.replaceAll("[\\[\\]\"]", "").split("\\s*,\\s*");
    String separator = "(\"?'?\\s*[,/·&]\\s*\"?'?)";
    Pattern pattern =
        Pattern.compile(
            Arrays.stream(elements).map(Pattern::quote).collect(Collectors.joining(separator)));
    String[] wanted = live.replaceAll("[\\[\\]\"]", "").split("\\s*,\\s*");
    each(pattern, line, m -> Optional.of(String.join(m.group(1), wanted)), all);
  }

  private void texts(String line, String declared, String live, List<Reworded> all) {
    each(literal(declared), line, m -> Optional.of(live), all);
    if (declared.startsWith("Standard_")) {
      each(
          literal(declared.substring(9)),
          line,
          m -> Optional.of(live.replaceFirst("^Standard_", "")),
          all);
    }
    String[] words = words(declared);
    if (words.length > 1 && declared.matches("[A-Za-z]+")) {
      Pattern spaced = Pattern.compile("(?i)" + String.join("([\\s_-])", words));
      each(
          spaced,
          line,
          m -> Optional.of(inCaseOf(m.group(), String.join(m.group(1), words(live)))),
          all);
    }
    regions(line, declared, live, all);
  }

  private void regions(String line, String declared, String live, List<Reworded> all) {
    for (Map.Entry<String, String> name : dictionary.regions().entrySet()) {
      if (name.getValue().equals(declared)) {
        each(
            literal(name.getKey()),
            line,
            m -> Optional.of(inCaseOf(m.group(), regionLike(name.getKey(), live))),
            all);
      }
    }
  }

  /** A name of a region that is made as another name is: of as many words, in the same script. */
  private String regionLike(String name, String region) {
    return dictionary.regions().entrySet().stream()
        .filter(e -> e.getValue().equals(region))
        .map(Map.Entry::getKey)
        .filter(n -> n.contains(" ") == name.contains(" "))
        .filter(n -> n.matches("[a-z0-9 ]+") == name.matches("[a-z0-9 ]+"))
        .findFirst()
        .orElse(region);
  }

  private static Pattern literal(String text) {
    // A label of PlantUML breaks its lines with \\n, whose letter is none of the word behind it.
    return Pattern.compile(
        "(?i)(?:(?<![A-Za-z0-9])|(?<=\\\\n))" + Pattern.quote(text) + "(?![A-Za-z0-9])");
  }

  private static String[] words(String camel) {
    return camel.split("(?<=[a-z])(?=[A-Z])");
  }

  /** The text with capitals as an example has them. */
  private static String inCaseOf(String example, String text) {
    if (example.equals(example.toLowerCase(Locale.ROOT))) {
      return text.toLowerCase(Locale.ROOT);
    }
    if (!Character.isUpperCase(example.charAt(0))) {
      return text;
    }
    return Pattern.compile("\\b[a-z]")
        .matcher(text)
        .replaceAll(m -> m.group().toUpperCase(Locale.ROOT));
  }

  private static boolean isNumber(String text) {
    return text.matches("-?\\d{1,15}(\\.\\d{1,9})?");
  }

  private static boolean isTruth(String text) {
    return text.equals("true") || text.equals("false");
  }

  private static Optional<Duration> duration(String text) {
    try {
      return text.startsWith("P") ? Optional.of(Duration.parse(text)) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
