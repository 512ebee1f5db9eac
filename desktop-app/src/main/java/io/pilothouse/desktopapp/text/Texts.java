package io.pilothouse.desktopapp.text;

import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.text.MessageFormat;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * The desktop's words in the language of the moment. A key that is missing is a mistake of ours: it
 * throws, and a test keeps it from happening.
 */
public final class Texts {
  private static final String BUNDLE = "io.pilothouse.desktopapp.text.messages";

  private final Map<Language, ResourceBundle> bundles = new EnumMap<>(Language.class);
  private final ObjectProperty<Language> language;

  public Texts(Language language) {
    this.language = new SimpleObjectProperty<>(language);
    for (Language each : Language.values()) {
      bundles.put(each, ResourceBundle.getBundle(BUNDLE, Locale.of(each.code())));
    }
  }

  /** The language of the moment; setting it changes every text at once. */
  public ObjectProperty<Language> language() {
    return language;
  }

  /** The text of a key, with {@code {0}}, {@code {1}}… replaced by the arguments. */
  public String get(String key, Object... arguments) {
    String pattern = bundle().getString(key);
    return arguments.length == 0
        ? pattern
        : new MessageFormat(pattern, language.get().locale()).format(arguments);
  }

  /** A sentence of the engine in the language of the moment. */
  public String say(Sentence sentence) {
    return Sentences.in(language.get().locale()).say(sentence);
  }

  /** The same with moments as the clocks of a place show them. */
  public String say(Sentence sentence, ZoneId zone) {
    return Sentences.in(language.get().locale()).at(zone).say(sentence);
  }

  /** The text of a key that depends on what a platform named; absent for what we never heard of. */
  public Optional<String> known(String key) {
    return bundle().containsKey(key) ? Optional.of(bundle().getString(key)) : Optional.empty();
  }

  /**
   * The word for a term of the platform, such as a kind or a fact's name; the term itself, its
   * words parted, where we have none.
   */
  public String term(String family, String term) {
    return known(family + "." + term).orElseGet(() -> parted(term));
  }

  /**
   * What a platform states of a fact, such as a role or a state; its own word where we have none.
   */
  public String stated(String fact, String value) {
    return known((fact.equals("role") ? "role." : "state.") + value).orElse(value);
  }

  private ResourceBundle bundle() {
    ResourceBundle bundle = bundles.get(language.get());
    if (bundle == null) {
      throw new IllegalStateException("no words for " + language.get());
    }
    return bundle;
  }

  /** {@code replicationLagBytes} and {@code node-pool} as words. */
  private static String parted(String term) {
    String spaced = term.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").replaceAll("[-_.]", " ");
    return spaced.isEmpty()
        ? spaced
        : spaced.substring(0, 1).toUpperCase(Locale.ROOT)
            + spaced.substring(1).toLowerCase(Locale.ROOT);
  }
}
