package io.pilothouse.desktopapp.design;

import io.pilothouse.blueprints.review.DesignReview;
import io.pilothouse.blueprints.review.Finding;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the rules find wrong with the document itself, read once for the day on which the system was
 * opened. Its properties change on the thread of the views.
 */
public final class ReviewViewModel {
  private static final Logger LOG = LoggerFactory.getLogger(ReviewViewModel.class);

  /** How far the reading is. */
  public sealed interface Review {}

  /** There is no document to read. */
  public record NoDocument() implements Review {}

  /** It is being read. */
  public record Underway() implements Review {}

  /** The rules could not be applied; the log says why. */
  public record Failed() implements Review {}

  /**
   * It was read.
   *
   * @param findings worst first
   * @param rules how many rules it was held against
   * @param date the day for which it was read, in the zone of the system
   */
  public record Done(List<Finding> findings, int rules, LocalDate date) implements Review {
    public Done {
      findings = List.copyOf(findings);
    }

    /** What came of it, in a sentence. */
    public Sentence summary() {
      return findings.isEmpty()
          ? Sentence.of("review.clean", rules)
          : Sentence.of(
              "review.summary",
              count(Severity.ERROR),
              count(Severity.WARNING),
              count(Severity.ADVICE),
              rules,
              date.toString());
    }

    private long count(Severity severity) {
      return findings.stream().filter(f -> f.severity() == severity).count();
    }
  }

  private final ReadOnlyObjectWrapper<Review> review =
      new ReadOnlyObjectWrapper<>(new NoDocument());
  private final ObjectProperty<Optional<Severity>> severity =
      new SimpleObjectProperty<>(Optional.empty());
  private final Set<String> components;

  /**
   * Begins to read.
   *
   * @param background runs what takes longer than a frame
   */
  public ReviewViewModel(LiveSession live, Executor background) {
    Optional<Blueprint> blueprint = live.session().blueprint();
    components =
        blueprint.stream()
            .flatMap(b -> b.components().stream())
            .map(Component::id)
            .collect(Collectors.toUnmodifiableSet());
    blueprint.ifPresent(b -> read(b, live, background));
  }

  private void read(Blueprint blueprint, LiveSession live, Executor background) {
    review.set(new Underway());
    LocalDate date =
        LocalDate.ofInstant(live.now().get(), ZoneId.of(blueprint.region().timeZone()));
    var rules = new DesignReview();
    CompletableFuture.supplyAsync(() -> rules.review(blueprint, date), background)
        .whenCompleteAsync(
            (findings, failure) -> {
              if (failure == null) {
                review.set(new Done(findings, rules.rules().size(), date));
              } else {
                LOG.error("design not reviewed system={}", blueprint.system(), failure);
                review.set(new Failed());
              }
            },
            live.ui())
        .exceptionally(failure -> List.of());
  }

  /** The review, as far as it is. */
  public ReadOnlyObjectProperty<Review> review() {
    return review.getReadOnlyProperty();
  }

  /** The severity that is shown alone; empty for all. */
  public ObjectProperty<Optional<Severity>> severity() {
    return severity;
  }

  /** Whether nothing is on its way any more. */
  public boolean settled() {
    return !(review.get() instanceof Underway);
  }

  /** Whether a finding is about one component, which can be opened, and not about a section. */
  public boolean opens(Finding finding) {
    return components.contains(finding.component());
  }

  /** What tells a finding from every other of a review. */
  static String key(Finding finding) {
    return String.join(
        "@",
        finding.rule(),
        finding.component(),
        finding.place().map(Finding.Place::toString).orElse(""),
        finding.happens().toString());
  }

  /**
   * What is to be shown, worst first.
   *
   * @param filter what the lists are filtered by
   * @param say the words in which they are searched
   */
  public List<Finding> shown(Navigation filter, Function<Sentence, String> say) {
    return review.get() instanceof Done done
        ? done.findings().stream()
            .filter(f -> severity.get().map(s -> s == f.severity()).orElse(true))
            .filter(f ->
                filter.passes(
                    f.rule(),
                    f.name(),
                    f.component(),
                    f.place().map(Finding.Place::toString).orElse(""),
                    say.apply(f.title()),
                    say.apply(f.happens()),
                    say.apply(f.instead())))
            .toList()
        : List.of();
  }
}
