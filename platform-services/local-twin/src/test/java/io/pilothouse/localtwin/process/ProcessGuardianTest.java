package io.pilothouse.localtwin.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessGuardianTest {

  @TempDir private Path runs;

  private static Process sleeper() throws IOException {
    return new ProcessBuilder("sleep", "60").start();
  }

  @Test
  void closingStopsWhatIsRegisteredAndDeletesTheRunDirectory() throws Exception {
    Process charge = sleeper();
    Path directory;
    try (ProcessGuardian guardian = ProcessGuardian.open(runs, "orderly")) {
      directory = guardian.runDirectory();
      Files.writeString(directory.resolve("data"), "something");
      guardian.register(charge.pid(), StopSignal.TERMINATE);
    }
    assertThat(charge.waitFor(50, TimeUnit.SECONDS)).isTrue();
    assertThat(directory).doesNotExist();
  }

  @Test
  void whatIsUnregisteredIsLeftAlone() throws Exception {
    Process mine = sleeper();
    try (ProcessGuardian guardian = ProcessGuardian.open(runs, "released")) {
      guardian.register(mine.pid(), StopSignal.KILL);
      guardian.unregister(mine.pid());
    }
    assertThat(mine.isAlive()).isTrue();
    mine.destroyForcibly();
  }

  @Test
  void nothingIsTakenIntoCareAfterTheEnd() throws Exception {
    ProcessGuardian guardian = ProcessGuardian.open(runs, "late");
    guardian.close();
    Process late = sleeper();
    assertThatThrownBy(() -> guardian.register(late.pid(), StopSignal.TERMINATE))
        .isInstanceOf(IllegalStateException.class);
    assertThat(late.waitFor(50, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoEndsItBesideAnotherWaitsForHimAndNoLonger() throws Exception {
    Process stubborn = new ProcessBuilder("sh", "-c", "trap '' TERM; exec sleep 60").start();
    ProcessGuardian guardian = ProcessGuardian.open(runs, "twice");
    guardian.register(stubborn.pid(), StopSignal.TERMINATE);

    Thread first = Thread.ofPlatform().start(guardian::close);
    await().atMost(Duration.ofSeconds(50)).until(guardian::closing);
    guardian.close();

    assertThat(guardian.runDirectory()).doesNotExist();
    assertThat(first.join(Duration.ofSeconds(50))).isTrue();
    assertThat(stubborn.waitFor(50, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aRunWhoseOwnerDiedIsSweptUpAndALivingOneIsNot() throws Exception {
    Path stale = Files.createDirectories(runs.resolve("dead-owner")).toRealPath();
    Files.writeString(stale.resolve("owner.lock"), "");
    Process leftover = new ProcessBuilder("sh", "-c", "sleep 60; : " + stale).start();
    Process stranger = sleeper();
    Files.writeString(stale.resolve("server.pid"), leftover.pid() + "\n");
    Files.writeString(stale.resolve("stranger.pid"), stranger.pid() + "\n");

    try (ProcessGuardian living = ProcessGuardian.open(runs, "living");
        ProcessGuardian other = ProcessGuardian.open(runs, "other")) {
      assertThat(leftover.waitFor(50, TimeUnit.SECONDS)).isTrue();
      assertThat(stranger.isAlive()).as("its pid was taken over by a process of others").isTrue();
      assertThat(stale).doesNotExist();
      assertThat(living.runDirectory()).exists();
      assertThat(other.runDirectory()).exists();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void aKilledShellIsReplaced() throws Exception {
    try (ProcessGuardian guardian = ProcessGuardian.open(runs, "shell")) {
      ProcessHandle shell = awaitShell(guardian.runDirectory(), found -> true);
      shell.destroyForcibly();
      awaitShell(guardian.runDirectory(), found -> found.pid() != shell.pid());
    }
  }

  /** Waits, since a process has no command line to be known by while it turns into its program. */
  private static ProcessHandle awaitShell(Path runDirectory, Predicate<ProcessHandle> wanted) {
    return await()
        .atMost(Duration.ofSeconds(50))
        .until(() -> shellOf(runDirectory).filter(wanted), Optional::isPresent)
        .orElseThrow();
  }

  private static Optional<ProcessHandle> shellOf(Path runDirectory) {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains(runDirectory.toString()))
        .findFirst();
  }
}
