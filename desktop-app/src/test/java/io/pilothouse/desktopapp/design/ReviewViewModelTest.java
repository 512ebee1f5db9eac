package io.pilothouse.desktopapp.design;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.review.DesignReview;
import io.pilothouse.blueprints.review.Finding;
import io.pilothouse.blueprints.review.Severity;
import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.desktopapp.testsystem.Moments;
import io.pilothouse.desktopapp.testsystem.TravelSession;
import io.pilothouse.desktopapp.text.Language;
import io.pilothouse.desktopapp.text.Texts;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReviewViewModelTest {
  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

  private final Moments clock = new Moments();
  private final TravelSession session = new TravelSession(clock);
  private final LiveSession live = new LiveSession(session, Runnable::run, Runnable::run, clock);
  private final Navigation navigation = new Navigation(ViewId.DESIGN);
  private final Texts texts = new Texts(Language.ENGLISH);

  @Test
  void readsTheDocumentAwayFromTheViewsForTheDayOfTheSystemsOwnZone() {
    Deque<Runnable> background = new ArrayDeque<>();
    var model = new ReviewViewModel(live, background::add);
    assertThat(model.review().get()).isInstanceOf(ReviewViewModel.Underway.class);
    assertThat(model.settled()).isFalse();
    assertThat(shown(model)).isEmpty();

    background.remove().run();

    LocalDate day = LocalDate.ofInstant(clock.instant(), SEOUL);
    assertThat(background).isEmpty();
    assertThat(model.settled()).isTrue();
    assertThat(model.review().get())
        .isInstanceOfSatisfying(
            ReviewViewModel.Done.class,
            done -> {
              assertThat(done.date()).isEqualTo(day);
              assertThat(done.findings())
                  .isNotEmpty()
                  .isEqualTo(new DesignReview().review(session.blueprint().orElseThrow(), day));
              assertThat(texts.say(done.summary())).contains(day.toString());
            });
  }

  @Test
  void showsTheWorstFirstAndOneSeverityAloneWhenAsked() {
    var model = new ReviewViewModel(live, Runnable::run);
    assertThat(shown(model)).extracting(Finding::severity).isSorted().contains(Severity.ERROR);

    model.severity().set(Optional.of(Severity.WARNING));

    assertThat(shown(model)).extracting(Finding::severity).containsOnly(Severity.WARNING);
  }

  @Test
  void isFilteredByTheWordsInWhichItIsShown() {
    var model = new ReviewViewModel(live, Runnable::run);
    Finding wanted = shown(model).getLast();

    texts.language().set(Language.KOREAN);
    navigation.filter().set(texts.say(wanted.title()));

    assertThat(shown(model)).contains(wanted).hasSizeLessThan(all(model).size());
    assertThat(shown(model)).allSatisfy(f -> assertThat(f.rule()).isEqualTo(wanted.rule()));
    navigation.filter().set("there is no such word anywhere");
    assertThat(shown(model)).isEmpty();
  }

  @Test
  void eachFindingIsTheDocumentsLineAndItsComponentOpensOnlyIfItIsOne() {
    var model = new ReviewViewModel(live, Runnable::run);
    List<String> components =
        session.blueprint().orElseThrow().components().stream().map(c -> c.id()).toList();

    assertThat(all(model)).extracting(ReviewViewModel::key).doesNotHaveDuplicates();
    assertThat(all(model))
        .allSatisfy(f -> assertThat(model.opens(f)).isEqualTo(components.contains(f.component())));
    assertThat(all(model)).anyMatch(model::opens);
    assertThat(all(model)).anyMatch(f -> f.place().isPresent());
  }

  private List<Finding> shown(ReviewViewModel model) {
    return model.shown(navigation, texts::say);
  }

  private static List<Finding> all(ReviewViewModel model) {
    return ((ReviewViewModel.Done) model.review().get()).findings();
  }
}
