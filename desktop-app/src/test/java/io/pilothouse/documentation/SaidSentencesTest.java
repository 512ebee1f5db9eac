package io.pilothouse.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tables of symptoms and ends quote in italics is what the product says. */
class SaidSentencesTest {
  private static final Pattern ROW = Pattern.compile("^\\| \\*([^*]+)\\* .*");
  private static final Pattern ITALICS = Pattern.compile("(?<![*\\w])\\*([^*]+)\\*(?![*\\w])");

  /** Fewer are the name of a view, a state or a button. */
  private static final int LEAST_WORDS = 5;

  /** A pattern with fewer of its own would be found in anything. */
  private static final int LEAST_LETTERS = 8;

  /** A letter of Korean is a syllable. */
  private static final int LEAST_SYLLABLES = 6;

  private static final Pattern GAP = Pattern.compile("\\{\\d+[^{}]*}");

  @ParameterizedTest
  @CsvSource({
    "docs/operating-guide.md, en, 20",
    "docs/ko/operating-guide.md, ko, 18",
    "docs/runbooks/rollback.md, en, 3",
    "docs/runbooks/failover.md, en, 5",
    "docs/runbooks/deploy.md, en, 3",
    "docs/ko/runbooks/rollback.md, ko, 3",
    "docs/ko/runbooks/failover.md, ko, 5",
    "docs/ko/runbooks/deploy.md, ko, 3"
  })
  void everyQuotedSentenceIsOneOfTheProducts(String page, String language, int least)
      throws IOException {
    List<String> said = said(language);
    List<String> quoted =
        Page.read(Page.ROOT.resolve(page)).lines().stream()
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .map(m -> m.group(1))
            .toList();
    assertThat(quoted).hasSizeGreaterThanOrEqualTo(least);
    assertThat(quoted).filteredOn(q -> said.stream().noneMatch(s -> contains(s, q))).isEmpty();
  }

  /** What stands in italics in a runbook and is a sentence, not the name of a thing. */
  @ParameterizedTest
  @CsvSource({"docs/runbooks/, en", "docs/ko/runbooks/, ko"})
  void everySignalOfARunbookIsWhatTheProductShows(String folder, String language)
      throws IOException {
    List<Shown> shown = shown(language);
    List<String> said = said(language);
    var wrong = new ArrayList<String>();
    for (Page page : Page.all()) {
      if (!page.name().startsWith(folder)) {
        continue;
      }
      Matcher italics =
          ITALICS.matcher(page.text().replaceAll("(?s)```.*?```", "").replaceAll("`[^`]*`", "x"));
      while (italics.find()) {
        String quoted = italics.group(1).replace('\n', ' ').strip();
        if (quoted.split(" ").length >= LEAST_WORDS
            && shown.stream().noneMatch(p -> p.is(quoted))
            && said.stream().noneMatch(s -> contains(s, quoted))) {
          wrong.add(page.name() + ": " + quoted);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /**
   * A sentence of the product.
   *
   * @param begins what stands before its first gap
   */
  private record Shown(Pattern whole, String begins) {
    /** The whole sentence, or its beginning, where that tells it from others. */
    boolean is(String said) {
      String quoted = said.replaceAll("\\.$", "");
      return whole.matcher(quoted).matches()
          || (begins.length() >= LEAST_LETTERS && quoted.startsWith(begins));
    }
  }

  /** The product's sentences with anything in their gaps. */
  private static List<Shown> shown(String language) throws IOException {
    var shown = new ArrayList<Shown>();
    for (String text : texts(language)) {
      if (letters(GAP.matcher(text).replaceAll(""))
          >= ("ko".equals(language) ? LEAST_SYLLABLES : LEAST_LETTERS)) {
        String[] parts = text.replace("''", "'").replaceAll("\\.$", "").split(GAP.pattern(), -1);
        String whole = Arrays.stream(parts).map(Pattern::quote).collect(Collectors.joining(".*"));
        shown.add(new Shown(Pattern.compile(whole), parts[0]));
      }
    }
    return shown;
  }

  private static long letters(String text) {
    return text.codePoints().filter(Character::isLetterOrDigit).count();
  }

  /** A quotation has dots where the product has its values, and may be a part of what it says. */
  private static boolean contains(String sentence, String quotation) {
    int from = 0;
    for (String part : quotation.split("…|\\.\\.\\.")) {
      String words = part.strip().replaceAll("^[\".“”(]+|[\".“”)]+$", "");
      int at = sentence.indexOf(words, from);
      if (at < 0) {
        return false;
      }
      from = at + words.length();
    }
    return true;
  }

  /** The product's patterns with nothing in their gaps. */
  private static List<String> said(String language) throws IOException {
    return texts(language).stream()
        .map(text ->
            text.contains(",choice,")
                ? text
                : new MessageFormat(GAP.matcher(text).replaceAll("")).format(new Object[0]))
        .toList();
  }

  /** Every pattern of every module. */
  private static List<String> texts(String language) throws IOException {
    var all = new ArrayList<String>();
    String name = "META-INF/pilothouse/sentences_" + language + ".properties";
    for (URL file : Collections.list(SaidSentencesTest.class.getClassLoader().getResources(name))) {
      var patterns = new Properties();
      try (Reader in = new InputStreamReader(file.openStream(), StandardCharsets.UTF_8)) {
        patterns.load(in);
      }
      patterns.stringPropertyNames().forEach(key -> all.add(patterns.getProperty(key, "")));
    }
    return all;
  }
}
