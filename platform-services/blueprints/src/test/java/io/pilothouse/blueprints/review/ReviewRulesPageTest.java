package io.pilothouse.blueprints.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Holds docs/review-rules.md to the catalogue. {@code ./mvnw -pl platform-services/blueprints test
 * -Dtest=ReviewRulesPageTest -Dpilothouse.write=true} writes it.
 */
class ReviewRulesPageTest {
  private static final Path PAGE = Path.of("../../docs/review-rules.md");
  private static final Sentences ENGLISH = Sentences.in(Locale.ENGLISH);

  @Test
  void thePageSaysWhatTheRulesAre() throws IOException {
    if (Boolean.getBoolean("pilothouse.write")) {
      Files.writeString(PAGE, page());
    }
    assertThat(Files.readString(PAGE))
        .as(
            "write it anew: ./mvnw -pl platform-services/blueprints test -Dtest=ReviewRulesPageTest -Dpilothouse.write=true")
        .isEqualTo(page());
  }

  private static String page() {
    var review = new DesignReview();
    var page = new StringBuilder();
    page.append("# Rules of the design review\n\n");
    page.append(
        "`./pilothouse review FILE` or `--system KEY` holds a blueprint against these "
            + review.rules().size()
            + " rules. An error is a plan that cannot work, a warning one that\n"
            + "works and does not do what it promises. What will be retired is advice first, a warning in its last year and an error after it;\n"
            + "`--date` reads a design on another day. The words of each rule are those of the example that it is tested with, read on "
            + Fixtures.DAY
            + ".\n\nThis page is made from the catalogue by a test, which also fails when it is out of date: `ReviewRulesPageTest`.\n");
    String topic = "";
    for (ReviewRule rule : review.rules()) {
      String own = rule.getClass().getPackageName().replaceFirst(".*\\.", "");
      if (!own.equals(topic)) {
        topic = own;
        page.append("\n## ").append(Character.toUpperCase(own.charAt(0))).append(own.substring(1));
        page.append("\n");
      }
      page.append(section(rule));
    }
    return page.toString();
  }

  private static String section(ReviewRule rule) {
    Finding example =
        new DesignReview(List.of(rule)).review(Fixtures.triggers(rule), Fixtures.DAY).getFirst();
    About about = rule.about();
    return "\n### "
        + about.id()
        + "\n\n**"
        + ENGLISH.say(Sentence.of("review." + about.id() + ".title"))
        + ".** "
        + about.severity().name().toLowerCase(Locale.ROOT)
        + " · [documentation]("
        + about.documentation()
        + ")\n\n"
        + ENGLISH.say(example.happens())
        + "\n\n*Instead:* "
        + ENGLISH.say(example.instead())
        + "\n";
  }
}
