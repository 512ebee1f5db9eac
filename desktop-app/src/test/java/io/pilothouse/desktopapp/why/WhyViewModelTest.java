package io.pilothouse.desktopapp.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.desktopapp.testsystem.Moments;
import io.pilothouse.desktopapp.testsystem.TravelSession;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class WhyViewModelTest {
  private final Moments moments = new Moments();
  private final TravelSession session = new TravelSession(moments);
  private final Navigation navigation = new Navigation(ViewId.ALERTS);
  private final LiveSession live =
      new LiveSession(session, Runnable::run, Runnable::run, InstantSource.system());

  @Test
  void showsTheFirstCauseWithTheNamesOfWhoSuffersAndWhatElseIsWrong() {
    try (var model = new WhyViewModel(live, navigation)) {
      var why = model.why().get().orElseThrow();
      assertThat(why.cause().kind()).isEqualTo("release-crash-loop");
      assertThat(why.affected()).extracting(Sentence::toString).containsExactly("Trip Service");
      assertThat(why.others()).hasSize(1);
    }
  }

  @Test
  void leadsToTheComponentAtFault() {
    try (var model = new WhyViewModel(live, navigation)) {
      model.open();
      assertThat(navigation.view().get()).isEqualTo(ViewId.TOPOLOGY);
      assertThat(navigation.selection().get()).contains("ai-service");
    }
  }
}
