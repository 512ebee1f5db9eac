package io.pilothouse.operations.actions;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A journal whose process dies at its n-th line: before it is on disk, or right after. */
final class CrashingJournal implements RunJournal {
  /** The end of the process, as no code of it could catch it. */
  static final class Crash extends Error {
    @java.io.Serial private static final long serialVersionUID = 1L;
  }

  private final RunJournal journal;
  private final int crashAt;
  private final boolean afterWriting;
  private int lines;

  CrashingJournal(RunJournal journal, int crashAt, boolean afterWriting) {
    this.journal = journal;
    this.crashAt = crashAt;
    this.afterWriting = afterWriting;
  }

  @Override
  public Open begin(RunEntry.Opened opened) throws IOException {
    boolean last = ++lines == crashAt;
    if (last && !afterWriting) {
      throw new Crash();
    }
    Open open = journal.begin(opened);
    if (last) {
      open.close();
      throw new Crash();
    }
    return crashing(open);
  }

  private Open crashing(Open open) {
    return new Open() {
      @Override
      public void append(RunEntry entry) throws IOException {
        boolean last = ++lines == crashAt;
        if (last && !afterWriting) {
          throw new Crash();
        }
        open.append(entry);
        if (last) {
          throw new Crash();
        }
      }

      @Override
      public void close() {
        open.close();
      }
    };
  }

  @Override
  public Optional<Open> takeOver(String runId) throws IOException {
    return journal.takeOver(runId).map(this::crashing);
  }

  @Override
  public List<Journaled> all() throws IOException {
    return journal.all();
  }
}
