package io.pilothouse.operations.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.ActionRun.Outcome;
import io.pilothouse.sharedmodel.stream.Session.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFolderTest {
  @TempDir private Path folder;
  private ActionWorld world;

  @BeforeEach
  void begin() {
    world = new ActionWorld(folder);
  }

  @Test
  void readsBackWhatWasRun() throws Exception {
    ActionRun run = world.run(world.actions(), ActionWorld.rollback());

    assertThat(world.actions().audit()).containsExactly(run);
  }

  @Test
  void readsAJournalWhoseLastLineIsTorn() throws Exception {
    ActionRun run = world.run(world.actions(), ActionWorld.rollback());
    Path file = folder.resolve(run.id() + ".jsonl");
    List<String> lines = Files.readAllLines(file);
    String torn = String.join("\n", lines.subList(0, lines.size() - 1)) + "\n{\"entry\":\"end";
    Files.writeString(file, torn);

    ActionRun read = world.actions().audit().getFirst();
    assertThat(read.outcome()).isEqualTo(Outcome.RUNNING);
    assertThat(read.sentence().toString()).contains("torn");

    world.actions().resumeInterrupted();
    ActionRun resumed = world.actions().audit().getFirst();
    assertThat(resumed.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(resumed.sentence().toString()).doesNotContain("torn");
  }

  @Test
  void doesNotLetARubbishFileHideTheOthers() throws Exception {
    ActionRun run = world.run(world.actions(), ActionWorld.rollback());
    Files.writeString(folder.resolve("rubbish.jsonl"), "not a journal\n");
    Files.write(folder.resolve("empty.jsonl"), new byte[0], StandardOpenOption.CREATE);

    assertThat(world.actions().audit()).containsExactly(run);
  }

  @Test
  void doesNotTakeOverARunThatALivingProcessHolds() throws Exception {
    Actions actions = world.actions();
    var plan = actions.plan(ActionWorld.rollback());
    var opened =
        new RunEntry.Opened(world.clock.instant(), plan, world.approval("user-service"), Map.of());

    try (RunJournal.Open held = world.journal().begin(opened)) {
      world.actions().resumeInterrupted();
      held.append(new RunEntry.Resumed(world.clock.instant(), "still here"));
    }

    assertThat(world.actions().audit().getFirst().outcome()).isEqualTo(Outcome.RUNNING);
  }

  @Test
  void changesNothingWhenItCannotBeWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("a-file"), "in the way");
    var blocked = world.actions(new JournalFolder(file));

    assertThatThrownBy(() -> world.run(blocked, ActionWorld.rollback()))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("Nothing was changed");
    assertThat(world.cluster.effects()).isZero();
  }
}
