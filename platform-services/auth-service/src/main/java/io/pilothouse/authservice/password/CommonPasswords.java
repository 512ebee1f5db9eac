package io.pilothouse.authservice.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Words and patterns that guessers try first. A password of sixteen characters is seldom in such a
 * list itself; it is one of its words with the usual substitutions and padding, and that is what is
 * recognised. Immutable.
 */
public final class CommonPasswords {
  private static final String LIST = "common-passwords.txt";

  /** What has to remain beside the common word for the password to count as one of its own. */
  private static final int OWN_LETTERS = 6;

  /** The longest first, so that the same password is judged the same each time. */
  private final List<String> words;

  CommonPasswords(Set<String> words) {
    this.words =
        words.stream()
            .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(word -> word))
            .toList();
  }

  /** The list that comes with the service. */
  public static CommonPasswords shipped() {
    try (InputStream list =
            Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(LIST), LIST);
        var reader = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
      return new CommonPasswords(
          reader
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .collect(Collectors.toUnmodifiableSet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a guesser would come by this password soon. */
  public boolean resembles(String password) {
    String letters = letters(password);
    String rest = letters;
    boolean any = false;
    for (String word : words) {
      if (rest.contains(word)) {
        any = true;
        rest = rest.replace(word, "");
      }
    }
    return any && rest.length() < OWN_LETTERS;
  }

  /** Lower case, the usual substitutions undone, and only the letters. */
  private static String letters(String password) {
    StringBuilder letters = new StringBuilder();
    for (char each : password.toLowerCase(Locale.ROOT).toCharArray()) {
      char letter =
          switch (each) {
            case '0' -> 'o';
            case '1', '!' -> 'i';
            case '3' -> 'e';
            case '4', '@' -> 'a';
            case '5', '$' -> 's';
            case '7' -> 't';
            default -> each;
          };
      if (Character.isLetter(letter) && (Character.isLetter(each) || letter != each)) {
        letters.append(letter);
      }
    }
    return letters.toString();
  }
}
