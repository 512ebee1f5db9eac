package io.pilothouse.desktopapp.cli;

import io.pilothouse.blueprints.review.Finding;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What {@code review --json} prints. Names and shapes are a contract: they are added to, never
 * changed.
 */
record ReviewDocument(
    String system,
    LocalDate date,
    long errors,
    long warnings,
    long advice,
    List<FindingLine> findings) {

  /** One finding, in the language asked for; line and column are 0 where it has no one place. */
  record FindingLine(
      String rule,
      String severity,
      Optional<String> file,
      int line,
      int column,
      Optional<String> section,
      String component,
      String name,
      String title,
      String happens,
      String instead,
      URI documentation) {}

  static ReviewDocument of(
      Blueprint blueprint, LocalDate date, List<Finding> findings, Sentences sentences) {
    return new ReviewDocument(
        blueprint.system(),
        date,
        count(findings, Severity.ERROR),
        count(findings, Severity.WARNING),
        count(findings, Severity.ADVICE),
        findings.stream().map(f -> line(f, sentences)).toList());
  }

  static long count(List<Finding> findings, Severity severity) {
    return findings.stream().filter(f -> f.severity() == severity).count();
  }

  private static FindingLine line(Finding f, Sentences sentences) {
    return new FindingLine(
        f.rule(),
        StatusDocument.word(f.severity()),
        f.place().map(Finding.Place::file),
        f.place().map(Finding.Place::line).orElse(0),
        f.place().map(Finding.Place::column).orElse(0),
        f.place().flatMap(Finding.Place::section),
        f.component(),
        f.name(),
        sentences.say(f.title()),
        sentences.say(f.happens()),
        sentences.say(f.instead()),
        f.documentation());
  }
}
