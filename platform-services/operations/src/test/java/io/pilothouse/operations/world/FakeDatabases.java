package io.pilothouse.operations.world;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.DatabaseControl;
import io.pilothouse.operations.port.WriteProbe;
import io.pilothouse.sharedmodel.action.Intent.FailoverMode;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One server in zone 1 with a standby in zone 2, whose failover goes on each time that someone
 * looks at it: failing over, then in the other zone with a standby that is being seeded, then
 * Healthy.
 */
public final class FakeDatabases implements DatabaseControl, WriteProbe {
  /** What goes wrong. */
  public enum Trouble {
    NONE,
    UNREACHABLE,
    REQUEST_LOST,
    ANSWER_LOST,
    OPERATION_FAILS,
    NO_WRITES
  }

  private Trouble trouble = Trouble.NONE;
  private String zone = "1";
  private String standbyZone = "2";
  private String highAvailability = "Healthy";
  private int looksLeft;
  private int effects;
  private int openProbes;

  public FakeDatabases trouble(Trouble trouble) {
    this.trouble = trouble;
    return this;
  }

  public FakeDatabases highAvailability(String state) {
    this.highAvailability = state;
    return this;
  }

  /** How often a request changed something. */
  public int effects() {
    return effects;
  }

  public String zone() {
    return zone;
  }

  /** Probes that were started and neither finished nor closed. */
  public int openProbes() {
    return openProbes;
  }

  @Override
  public FlexibleServer read(String server) throws ControlException {
    if (!server.equals("psql-tripgen-prod")) {
      throw new ControlException.Rejected(
          Sentence.verbatim("There is no server " + server + "."), cause());
    }
    goOn();
    String state = highAvailability.equals("FailingOver") ? "Updating" : "Ready";
    return Live.server(state, highAvailability, zone, standbyZone);
  }

  private void goOn() {
    if (looksLeft == 0) {
      return;
    }
    looksLeft--;
    if (looksLeft == 2) {
      String before = zone;
      zone = standbyZone;
      standbyZone = before;
      highAvailability = "ReplicatingData";
    } else if (looksLeft == 0) {
      highAvailability = "Healthy";
    }
  }

  @Override
  public Operation beginFailover(String server, FailoverMode mode, String runId)
      throws ControlException {
    switch (trouble) {
      case UNREACHABLE ->
          throw new ControlException.Unreachable(Sentence.verbatim("No route to host."), cause());
      case REQUEST_LOST ->
          throw new ControlException.OutcomeUnknown(Sentence.verbatim("Timed out."), cause());
      default -> {}
    }
    if (trouble != Trouble.OPERATION_FAILS) {
      effects++;
      looksLeft = 4;
      highAvailability = "FailingOver";
    }
    if (trouble == Trouble.ANSWER_LOST) {
      throw new ControlException.OutcomeUnknown(Sentence.verbatim("Timed out."), cause());
    }
    return () -> {
      if (trouble == Trouble.OPERATION_FAILS) {
        return new Status.Failed("ServerIsBusy");
      }
      goOn();
      return highAvailability.equals("FailingOver")
          ? new Status.InProgress()
          : new Status.Succeeded();
    };
  }

  @Override
  public Running start(String server, String runId) {
    openProbes++;
    return new Running() {
      private boolean open = true;

      @Override
      public Measured measured() {
        return new Measured(100, 3, 1_900, Optional.empty(), Optional.of("10.0.2.5:5432"));
      }

      @Override
      public boolean awaitWriteAfter(Instant moment, Duration atMost) {
        return trouble != Trouble.NO_WRITES;
      }

      @Override
      public Measured finish() {
        close();
        return new Measured(100, 3, 1_900, Optional.of(0L), Optional.of("10.0.2.5:5432"));
      }

      @Override
      public void close() {
        if (open) {
          open = false;
          openProbes--;
        }
      }
    };
  }

  private static Throwable cause() {
    return new IOException("test");
  }
}
