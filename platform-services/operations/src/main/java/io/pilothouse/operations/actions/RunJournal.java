package io.pilothouse.operations.actions;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where runs are written down before they happen. One journal a run, append-only. */
public interface RunJournal {
  /**
   * Begins a run's journal with its first entry, which is on disk when this returns. Holds the run:
   * until closed, no other process takes it over.
   *
   * @throws IOException if it cannot be kept; nothing may be done then
   */
  Open begin(RunEntry.Opened opened) throws IOException;

  /** Takes over a run that is not ended and that no living process holds; empty otherwise. */
  Optional<Open> takeOver(String runId) throws IOException;

  /** Every journal, of whatever state and process. */
  List<Journaled> all() throws IOException;

  /** A journal that can be written. */
  interface Open extends AutoCloseable {
    /** Appends an entry, which is on disk when this returns. */
    void append(RunEntry entry) throws IOException;

    @Override
    void close();
  }

  /**
   * What a journal holds. @param damage what could not be read, such as a last line that a crash
   * tore
   */
  record Journaled(String runId, List<RunEntry> entries, Optional<String> damage) {
    public Journaled {
      entries = List.copyOf(entries);
    }
  }
}
