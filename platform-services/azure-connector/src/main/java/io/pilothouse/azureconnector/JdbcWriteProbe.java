package io.pilothouse.azureconnector;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.WriteProbe;
import io.pilothouse.sharedmodel.estate.Connection;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Probes by JDBC: every five milliseconds one row, each its own transaction, committed as the
 * server is set up to commit. The rows go to {@code pilothouse_probe.writes} in the database of the
 * address; schema and table are made when missing and stay, the rows of a run are removed at its
 * end.
 */
public final class JdbcWriteProbe implements WriteProbe {
  private final Map<String, Connection.Database> databases;
  private final Clock clock;

  /**
   * @param databases the addresses that applications use, by server name
   */
  public JdbcWriteProbe(Map<String, Connection.Database> databases, Clock clock) {
    this.databases = Map.copyOf(databases);
    this.clock = clock;
  }

  @Override
  public Running start(String server, String runId) throws ControlException {
    Connection.Database database =
        Optional.ofNullable(databases.get(server))
            .orElseThrow(() ->
                new ControlException.Rejected(
                    Sentence.of("azure.database.no-address", server),
                    new IllegalArgumentException(server)));
    DatabaseAddress address;
    try {
      address = DatabaseAddress.parse(database.url());
    } catch (IllegalArgumentException e) {
      throw new ControlException.Rejected(
          Sentence.of("azure.database.bad-address", server, String.valueOf(e.getMessage())), e);
    }
    var run = new WriteProbeRun(server, runId, address, clock);
    try {
      run.begin();
    } catch (SQLException e) {
      run.close();
      throw refused(server, e);
    }
    return run;
  }

  static ControlException refused(String server, SQLException failure) {
    String state = Optional.ofNullable(failure.getSQLState()).orElse("");
    return switch (ServerReader.meaning(failure)) {
      case ServerReading.Down down ->
          new ControlException.Unreachable(
              Sentence.of("azure.database.no-connections", server), failure);
      case ServerReading.Unknown unknown when !state.equals("25006") ->
          new ControlException.Unreachable(
              Sentence.of("azure.database.unwritable", server, unknown.why()), failure);
      default ->
          switch (state) {
            case "25006" ->
                new ControlException.Rejected(
                    Sentence.of("azure.database.standby", server), failure);
            case "42501" ->
                new ControlException.Rejected(
                    Sentence.of("azure.database.no-schema", server), failure);
            case "28P01", "28000" ->
                new ControlException.Rejected(
                    Sentence.of("azure.database.password", server), failure);
            default ->
                new ControlException.Rejected(
                    Sentence.of("azure.database.refused", server, state), failure);
          };
    };
  }
}
