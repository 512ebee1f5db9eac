package io.pilothouse.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tables of symptoms and ends quote in italics is what the product says. */
class SaidSentencesTest {
  private static final Pattern ROW = Pattern.compile("^\\| \\*([^*]+)\\* .*");
  private static final Pattern GAP = Pattern.compile("\\{\\d+[^{}]*}");

  @ParameterizedTest
  @CsvSource({
    "docs/operating-guide.md, en, 20",
    "docs/ko/operating-guide.md, ko, 18",
    "docs/runbooks/rollback.md, en, 3",
    "docs/runbooks/failover.md, en, 5"
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
    var all = new ArrayList<String>();
    String name = "META-INF/pilothouse/sentences_" + language + ".properties";
    for (URL file : Collections.list(SaidSentencesTest.class.getClassLoader().getResources(name))) {
      var patterns = new Properties();
      try (Reader in = new InputStreamReader(file.openStream(), StandardCharsets.UTF_8)) {
        patterns.load(in);
      }
      for (String key : patterns.stringPropertyNames()) {
        String pattern = patterns.getProperty(key, "");
        all.add(
            pattern.contains(",choice,")
                ? pattern
                : new MessageFormat(GAP.matcher(pattern).replaceAll("")).format(new Object[0]));
      }
    }
    return all;
  }
}
