package io.pilothouse.desktopapp.cli;

import io.pilothouse.blueprints.review.Finding;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A review for a person, worst first. */
final class ReviewText {
  private ReviewText() {}

  static List<String> of(
      Blueprint blueprint, LocalDate date, List<Finding> findings, int rules, Sentences sentences) {
    var lines = new ArrayList<String>();
    lines.add(blueprint.system() + ": " + blueprint.name());
    for (Severity severity : Severity.values()) {
      List<Finding> group = findings.stream().filter(f -> f.severity() == severity).toList();
      if (!group.isEmpty()) {
        lines.add("");
        lines.add(
            sentences.say(
                Sentence.of("review.severity." + severity.name().toLowerCase(Locale.ROOT))));
        group.forEach(f -> lines.addAll(finding(f, sentences)));
      }
    }
    lines.add("");
    lines.add(
        sentences.say(
            findings.isEmpty()
                ? Sentence.of("review.clean", rules)
                : Sentence.of(
                    "review.summary",
                    ReviewDocument.count(findings, Severity.ERROR),
                    ReviewDocument.count(findings, Severity.WARNING),
                    ReviewDocument.count(findings, Severity.ADVICE),
                    rules,
                    date.toString())));
    return lines;
  }

  private static List<String> finding(Finding f, Sentences sentences) {
    return List.of(
        "",
        "  "
            + f.place()
                .map(Finding.Place::toString)
                .orElseGet(() -> sentences.say(Sentence.of("review.nowhere")))
            + "  "
            + f.name(),
        "    " + sentences.say(f.title()) + " [" + f.rule() + "]",
        "    " + sentences.say(f.happens()),
        "    " + say(sentences, "review.instead") + ": " + sentences.say(f.instead()),
        "    " + say(sentences, "review.documentation") + ": " + f.documentation());
  }

  private static String say(Sentences sentences, String key) {
    return sentences.say(Sentence.of(key));
  }
}
