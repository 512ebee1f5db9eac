package io.pilothouse.operations.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.world.EstateBuilder;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.Health;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueJudgeTest {
  private static final ServiceBusNamespace NAMESPACE =
      new ServiceBusNamespace(
          ResourceId.azure("/subscriptions/s/resourceGroups/g/providers/x/namespaces/bus"),
          "bus",
          "g",
          "koreacentral",
          Map.of(),
          "Active",
          Optional.of("Premium"),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of());

  private final EstateBuilder world = EstateBuilder.allIsWell();

  @Test
  void aQueueThatIsWorkedOffIsWell() {
    for (int minute = 0; minute < 4; minute++) {
      counted(minute * 10, 0, 30);
    }
    assertThat(judged().health()).isEqualTo(Health.NORMAL);
  }

  @Test
  void deadLettersAskForAttention() {
    counted(0, 4, 30);
    assertThat(judged().health()).isEqualTo(Health.CAUTION);
    assertThat(judged().reasons())
        .containsExactly(Sentence.of("operations.queue.dead-letters", "4"));
  }

  @Test
  void aDepthThatGrowsWhileNothingIsTakenOutMeansThatNobodyConsumes() {
    counted(3, 0, 12);
    for (int minute = 1; minute < 4; minute++) {
      counted(3 + minute * 20, 0, 0);
    }
    assertThat(judged().health()).isEqualTo(Health.DEGRADED);
    assertThat(judged().reasons()).containsExactly(Sentence.of("operations.queue.stalled", "63"));
  }

  @Test
  void aDepthThatGrowsWhileItIsWorkedOffOrForAMomentOnlyIsNoStandstill() {
    for (int minute = 0; minute < 4; minute++) {
      counted(minute * 20, 0, 5);
    }
    assertThat(judged().health()).isEqualTo(Health.NORMAL);
  }

  @Test
  void aMessageThatHasOnlyJustComeIsNoStandstill() {
    for (int minute = 0; minute < 3; minute++) {
      counted(0, 0, 0);
    }
    counted(0.2, 0, 0);
    assertThat(judged().health()).isEqualTo(Health.NORMAL);
  }

  @Test
  void whatIsNotCountedIsNotJudged() {
    assertThat(judged().reasons()).isEmpty();
  }

  /** A minute passes, at whose end so much is counted. */
  private void counted(double active, double dead, double taken) {
    world.after(Duration.ofMinutes(1));
    world
        .measured(NAMESPACE.id(), "ActiveMessages{EntityName=jobs}", active)
        .measured(NAMESPACE.id(), "DeadletteredMessages{EntityName=jobs}", dead)
        .measured(NAMESPACE.id(), "OutgoingMessages{EntityName=jobs}", taken);
  }

  private Judgement judged() {
    Estate estate = world.estate();
    var judgement = new Judgement();
    new QueueJudge(estate, world.history())
        .judge(
            new Observed<>(NAMESPACE, Sources.AZURE_CONFIGURATION, 1, world.now()),
            "jobs",
            new Facts(estate),
            judgement);
    return judgement;
  }
}
