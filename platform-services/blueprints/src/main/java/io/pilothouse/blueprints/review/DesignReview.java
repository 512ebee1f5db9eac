package io.pilothouse.blueprints.review;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.LocalDate;
import java.util.List;

/** Holds a blueprint against the catalogue of rules. Pure; safe for many threads. */
public final class DesignReview {
  private final List<ReviewRule> rules;

  /** With every rule of the catalogue. */
  public DesignReview() {
    this(Catalogue.RULES);
  }

  DesignReview(List<ReviewRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** Every rule, in the catalogue's order. */
  public List<ReviewRule> rules() {
    return rules;
  }

  /**
   * What is wrong with a design, worst first.
   *
   * @param date the day on which it is read: what is retired by then is an error, what will be soon
   *     a warning
   */
  public List<Finding> review(Blueprint blueprint, LocalDate date) {
    var design = new Design(blueprint, date);
    return rules.stream()
        .flatMap(rule -> rule.find(design).map(o -> finding(rule.about(), o, design)))
        .distinct()
        .sorted()
        .toList();
  }

  private static Finding finding(About about, Occurrence occurrence, Design design) {
    Object[] arguments = occurrence.arguments().toArray();
    String key = "review." + about.id();
    return new Finding(
        about.id(),
        occurrence.severity().orElse(about.severity()),
        occurrence.source().map(design::place),
        occurrence.component(),
        occurrence.name(),
        Sentence.of(key + ".title"),
        Sentence.of(key + ".happens", arguments),
        Sentence.of(key + ".instead", arguments),
        about.documentation());
  }
}
