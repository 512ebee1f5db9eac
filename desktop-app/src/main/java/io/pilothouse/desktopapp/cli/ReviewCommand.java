package io.pilothouse.desktopapp.cli;

import io.pilothouse.blueprints.review.DesignReview;
import io.pilothouse.blueprints.review.Finding;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.desktopapp.launch.Blueprints;
import io.pilothouse.desktopapp.text.Language;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code review}: what is wrong with a design before anything runs. */
@Command(
    name = "review",
    mixinStandardHelpOptions = true,
    description =
        "Holds a blueprint against the catalogue of rules: what contradicts itself, what does not add up, and what Azure or Kubernetes does not offer or will retire. Exits 1 if it found an error or a warning.")
final class ReviewCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "A blueprint; without it, the shipped one of --system.")
  Optional<Path> file = Optional.empty();

  @Option(names = "--system", paramLabel = "KEY", description = "A shipped system.")
  Optional<String> system = Optional.empty();

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description = "The day on which it is read, for what is retired by then (default: today).")
  Optional<LocalDate> date = Optional.empty();

  @Option(
      names = "--language",
      paramLabel = "ko|en",
      description = "Language of the findings (default: that of the machine).")
  Optional<String> language = Optional.empty();

  @Option(names = "--json", description = "One line of JSON on stdout.")
  boolean json;

  @Override
  public Integer call() {
    if (file.isPresent() == system.isPresent()) {
      throw usage("name a blueprint file or a shipped system by --system, one of the two");
    }
    var terminal = Terminal.standard();
    Blueprint blueprint = Blueprints.load(system.orElse(""), file, terminal::progress);
    LocalDate day =
        date.orElseGet(() -> LocalDate.now(Clock.system(ZoneId.of(blueprint.region().timeZone()))));
    var review = new DesignReview();
    List<Finding> findings = review.review(blueprint, day);
    Sentences sentences = Sentences.in(locale());
    if (json) {
      terminal.json(ReviewDocument.of(blueprint, day, findings, sentences));
    } else {
      ReviewText.of(blueprint, day, findings, review.rules().size(), sentences)
          .forEach(terminal::line);
    }
    return findings.stream().anyMatch(f -> f.severity() != Severity.ADVICE)
        ? ExitCode.FOUND
        : ExitCode.FINE;
  }

  private Locale locale() {
    return language
        .map(code ->
            List.of(Language.values()).stream()
                .filter(l -> l.code().equals(code))
                .findFirst()
                .orElseThrow(() -> usage("--language must be ko or en; found \"" + code + "\"")))
        .orElseGet(() -> Language.of(Locale.getDefault()))
        .locale();
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
