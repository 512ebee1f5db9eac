package io.pilothouse.domainservice.operation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table of operations. Each call runs in the caller's transaction. */
public final class Operations {
  private static final TypeReference<Map<String, Object>> RESULT = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final InstantSource clock;

  public Operations(JdbcClient jdbc, JsonMapper json, InstantSource clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  void insert(UUID id, UUID resource) {
    jdbc.sql(
            "insert into operation (id, resource, state, requested_at)"
                + " values (:id, :resource, :state, :now)")
        .param("id", id)
        .param("resource", resource)
        .param("state", Operation.State.PENDING.name())
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Ends one that is pending; one that has ended stays as it is. */
  void end(
      UUID id,
      Operation.State state,
      @Nullable Map<String, Object> result,
      @Nullable String problem) {
    jdbc.sql(
            "update operation set state = :state, ended_at = :now,"
                + " result = cast(:result as jsonb), problem = :problem"
                + " where id = :id and state = 'PENDING'")
        .param("id", id)
        .param("state", state.name())
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("result", result == null ? null : json.writeValueAsString(result))
        .param("problem", problem)
        .update();
  }

  Optional<Operation> find(UUID id) {
    return jdbc.sql("select * from operation where id = :id")
        .param("id", id)
        .query((row, number) -> read(row))
        .optional();
  }

  private Operation read(ResultSet row) throws SQLException {
    return new Operation(
        row.getObject("id", UUID.class),
        row.getObject("resource", UUID.class),
        Operation.State.valueOf(row.getString("state")),
        row.getObject("requested_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant)
            .map(Instant.class::cast),
        Optional.ofNullable(row.getString("result")).map(text -> json.readValue(text, RESULT)),
        Optional.ofNullable(row.getString("problem")));
  }
}
