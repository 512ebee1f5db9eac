package io.pilothouse.blueprints.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the catalogue bites on its fixture, is silent on the other, and can be read. */
class ReviewRulesTest {
  private static final DesignReview REVIEW = new DesignReview();

  private static final Pattern DOCUMENTATION =
      Pattern.compile(
          "https://(learn\\.microsoft\\.com/azure|kubernetes\\.io/docs|azure\\.microsoft\\.com/pricing|argo-cd\\.readthedocs\\.io|www\\.postgresql\\.org/docs)/.+");

  static Stream<ReviewRule> rules() {
    return REVIEW.rules().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void bitesOnItsFixture(ReviewRule rule) {
    assertThat(found(rule, Fixtures.triggers(rule)))
        .as(rule.about().id() + "/triggers.yaml")
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void isSilentOnTheOther(ReviewRule rule) {
    assertThat(found(rule, Fixtures.silent(rule))).as(rule.about().id() + "/silent.yaml").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void canBeReadInBothLanguages(ReviewRule rule) {
    for (Locale locale : List.of(Locale.ENGLISH, Locale.KOREAN)) {
      var sentences = Sentences.in(locale);
      for (Finding finding : found(rule, Fixtures.triggers(rule))) {
        for (var sentence : List.of(finding.title(), finding.happens(), finding.instead())) {
          assertThat(sentences.patterns()).containsKey(sentence.key());
          assertThat(sentences.say(sentence)).doesNotContainPattern("\\{\\d").isNotBlank();
        }
      }
    }
  }

  @Test
  void everyRuleHasItsFixturesAndEveryFixtureItsRule() {
    assertThat(Fixtures.folders())
        .as("src/test/resources/…/review/<rule>/{triggers,silent}.yaml, one folder for each rule")
        .containsExactlyElementsOf(rules().map(r -> r.about().id()).sorted().toList());
  }

  @Test
  void everyRuleNamesAPageOfThePlatform() {
    assertThat(rules())
        .allSatisfy(r -> assertThat(r.about().documentation().toString()).matches(DOCUMENTATION));
  }

  @Test
  void everyRuleIsInTheCatalogueOnce() {
    assertThat(rules().map(r -> r.about().id())).doesNotHaveDuplicates();
    assertThat(rules().map(Object::getClass)).doesNotHaveDuplicates();
  }

  private static List<Finding> found(ReviewRule rule, Blueprint blueprint) {
    return new DesignReview(List.of(rule)).review(blueprint, Fixtures.DAY);
  }
}
