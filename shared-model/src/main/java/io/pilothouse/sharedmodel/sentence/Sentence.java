package io.pilothouse.sharedmodel.sentence;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Something said to a person, in no language yet: the key of a pattern and what fills its gaps. Who
 * shows it chooses the language, by {@link Sentences}.
 *
 * @param key of the pattern in {@code META-INF/pilothouse/sentences_*.properties}
 * @param arguments each a String, Long, Double, Boolean or Sentence
 */
public record Sentence(String key, List<Object> arguments) {
  static final String VERBATIM = "verbatim";
  static final String DURATION = "duration";
  static final String INSTANT = "instant";
  static final String LIST = "list";
  static final String PARAGRAPH = "paragraph";

  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  public Sentence(
      @JsonProperty("key") String key, @JsonProperty("arguments") List<Object> arguments) {
    this.key = key;
    this.arguments = arguments.stream().map(Sentence::plain).toList();
  }

  /**
   * The sentence of a pattern.
   *
   * @param arguments text, numbers, truth values, sentences, durations, instants, or lists of these
   * @throws IllegalArgumentException if an argument is of another type
   */
  public static Sentence of(String key, Object... arguments) {
    return new Sentence(key, Arrays.asList(arguments));
  }

  /** Words of others, which are shown as they are: a platform's message, a document's sentence. */
  public static Sentence verbatim(String words) {
    return of(VERBATIM, words);
  }

  /** Several sentences, one after the other. */
  public static Sentence paragraph(List<Sentence> sentences) {
    return sentences.size() == 1
        ? sentences.getFirst()
        : new Sentence(PARAGRAPH, List.copyOf(sentences));
  }

  /** Reads what was kept as plain text, before sentences were: as words of others. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Sentence read(String words) {
    return verbatim(words);
  }

  /** The sentence in English, for logs. */
  @Override
  public String toString() {
    return Sentences.in(Locale.ENGLISH).say(this);
  }

  /** Reduces to what JSON carries and gives back. */
  private static Object plain(Object argument) {
    return switch (argument) {
      case String s -> s;
      case Boolean b -> b;
      case Sentence s -> s;
      case Long n -> n;
      case Integer n -> n.longValue();
      case Number n -> n.doubleValue();
      case Enum<?> e -> e.name();
      case Duration d -> of(DURATION, d.toMillis());
      case Instant i -> of(INSTANT, i.toEpochMilli());
      case List<?> items -> new Sentence(LIST, new ArrayList<>(items));
      case Map<?, ?> json
          when json.get("key") instanceof String key
              && json.get("arguments") instanceof List<?> arguments ->
          new Sentence(key, new ArrayList<>(arguments));
      default ->
          throw new IllegalArgumentException(
              "a sentence carries text, numbers, truth values, sentences, durations and instants,"
                  + " not "
                  + argument.getClass().getName());
    };
  }
}
