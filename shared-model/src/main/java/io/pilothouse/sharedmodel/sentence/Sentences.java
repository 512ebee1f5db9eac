package io.pilothouse.sharedmodel.sentence;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Says sentences in one language. The patterns ({@link MessageFormat}) are those of every module on
 * the class path: {@code META-INF/pilothouse/sentences_en.properties}, {@code …_ko.properties}, in
 * UTF-8. Immutable; any thread.
 */
public final class Sentences {
  private static final Map<String, Sentences> LOADED = new ConcurrentHashMap<>();
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final Locale locale;
  private final Map<String, String> patterns;
  private final ZoneId zone;

  private Sentences(Locale locale, Map<String, String> patterns, ZoneId zone) {
    this.locale = locale;
    this.patterns = patterns;
    this.zone = zone;
  }

  /**
   * The sentences in a language: Korean, or English for every other. Moments are this machine's.
   */
  public static Sentences in(Locale locale) {
    String language = locale.getLanguage().equals(Locale.KOREAN.getLanguage()) ? "ko" : "en";
    return LOADED.computeIfAbsent(
        language,
        each ->
            new Sentences(
                Locale.of(each), Collections.unmodifiableMap(read(each)), ZoneId.systemDefault()));
  }

  /** The same, with moments as the clocks of another place show them. */
  public Sentences at(ZoneId zone) {
    return new Sentences(locale, patterns, zone);
  }

  /** Every pattern by its key, in the order of keys. */
  public Map<String, String> patterns() {
    return patterns;
  }

  /**
   * The sentence in this language. One whose key is not known here, as from a newer server, shows
   * its key and arguments rather than nothing.
   */
  public String say(Sentence sentence) {
    Object[] said = sentence.arguments().stream().map(this::argument).toArray();
    return switch (sentence.key()) {
      case Sentence.VERBATIM -> String.valueOf(said[0]);
      case Sentence.DURATION -> duration(Duration.ofMillis((Long) sentence.arguments().getFirst()));
      case Sentence.INSTANT ->
          MOMENT.format(Instant.ofEpochMilli((Long) sentence.arguments().getFirst()).atZone(zone));
      case Sentence.LIST -> joined(said, ", ");
      case Sentence.PARAGRAPH -> joined(said, " ");
      default -> {
        String pattern = patterns.get(sentence.key());
        yield pattern == null
            ? sentence.key() + " " + joined(said, ", ")
            : new MessageFormat(ungrouped(pattern, said), locale).format(said);
      }
    };
  }

  private Object argument(Object argument) {
    return argument instanceof Sentence nested ? say(nested) : argument;
  }

  /** Numbers stand as they are: a revision or a port has no thousands to set apart. */
  private static String ungrouped(String pattern, Object[] said) {
    String plain = pattern;
    for (int i = 0; i < said.length; i++) {
      if (said[i] instanceof Number) {
        plain = plain.replace("{" + i + "}", "{" + i + ",number,0.###}");
      }
    }
    return plain;
  }

  private static String joined(Object[] said, String between) {
    return java.util.Arrays.stream(said).map(String::valueOf).collect(Collectors.joining(between));
  }

  /** Two units at most: {@code 435 ms}, {@code 4.2 s}, {@code 3 min 5 s}, {@code 2 h 10 min}. */
  private String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) {
      return unit(millis, "ms");
    }
    if (millis < 60_000) {
      String seconds =
          millis % 1_000 == 0
              ? Long.toString(millis / 1_000)
              : String.format(Locale.ROOT, "%.1f", millis / 1_000.0);
      return said("unit.s", seconds);
    }
    if (millis < 3_600_000) {
      return two(duration.toMinutes(), "min", duration.toSecondsPart(), "s");
    }
    if (millis < 86_400_000) {
      return two(duration.toHours(), "h", duration.toMinutesPart(), "min");
    }
    return two(duration.toDays(), "d", duration.toHoursPart(), "h");
  }

  private String two(long most, String unit, long rest, String restUnit) {
    return unit(most, unit) + (rest == 0 ? "" : " " + unit(rest, restUnit));
  }

  private String unit(long count, String unit) {
    return said("unit." + unit, Long.toString(count));
  }

  private String said(String key, String amount) {
    return new MessageFormat(patterns.getOrDefault(key, "{0}"), locale)
        .format(new Object[] {amount});
  }

  private static Map<String, String> read(String language) {
    String name = "META-INF/pilothouse/sentences_" + language + ".properties";
    var all = new TreeMap<String, String>();
    try {
      for (URL each : Collections.list(Sentences.class.getClassLoader().getResources(name))) {
        var properties = new Properties();
        try (Reader reader = new InputStreamReader(each.openStream(), StandardCharsets.UTF_8)) {
          properties.load(reader);
        }
        for (String key : properties.stringPropertyNames()) {
          if (all.put(key, properties.getProperty(key)) != null) {
            throw new IllegalStateException("two modules say " + key + " in " + language);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }
}
