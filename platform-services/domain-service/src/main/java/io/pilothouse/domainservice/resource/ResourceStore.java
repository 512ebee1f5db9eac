package io.pilothouse.domainservice.resource;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table of resources. Each call runs in the caller's transaction. */
public final class ResourceStore {
  private static final TypeReference<Map<String, Object>> DOCUMENT = new TypeReference<>() {};
  private static final String COLUMNS = "id, owner, document, version, created_at, changed_at";

  private final JdbcClient jdbc;
  private final JsonMapper json;

  public ResourceStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  void insert(DomainResource resource) {
    jdbc.sql(
            "insert into resource ("
                + COLUMNS
                + ") values (:id, :owner, cast(:document as jsonb), :version, :created, :changed)")
        .param("id", resource.id())
        .param("owner", resource.owner())
        .param("document", json.writeValueAsString(resource.document()))
        .param("version", resource.version())
        .param("created", at(resource.createdAt()))
        .param("changed", at(resource.changedAt()))
        .update();
  }

  Optional<DomainResource> find(UUID id) {
    return jdbc.sql("select " + COLUMNS + " from resource where id = :id")
        .param("id", id)
        .query((row, number) -> read(row))
        .optional();
  }

  /** A resource, which nobody else changes until the transaction ends. */
  Optional<DomainResource> lock(UUID id) {
    return jdbc.sql("select " + COLUMNS + " from resource where id = :id for update")
        .param("id", id)
        .query((row, number) -> read(row))
        .optional();
  }

  void replace(DomainResource changed) {
    jdbc.sql(
            "update resource set document = cast(:document as jsonb), version = :version, changed_at = :changed"
                + " where id = :id")
        .param("id", changed.id())
        .param("document", json.writeValueAsString(changed.document()))
        .param("version", changed.version())
        .param("changed", at(changed.changedAt()))
        .update();
  }

  void delete(UUID id) {
    jdbc.sql("delete from resource where id = :id").param("id", id).update();
  }

  /** In the order of ids, those after one, at most so many. */
  List<DomainResource> page(Optional<String> owner, Optional<UUID> after, int limit) {
    var query =
        jdbc.sql(
                "select "
                    + COLUMNS
                    + " from resource where true"
                    + (owner.isPresent() ? " and owner = :owner" : "")
                    + (after.isPresent() ? " and id > :after" : "")
                    + " order by id limit :limit")
            .param("limit", limit);
    if (owner.isPresent()) {
      query = query.param("owner", owner.get());
    }
    if (after.isPresent()) {
      query = query.param("after", after.get());
    }
    return query.query((row, number) -> read(row)).list();
  }

  private DomainResource read(ResultSet row) throws SQLException {
    return new DomainResource(
        row.getObject("id", UUID.class),
        row.getString("owner"),
        json.readValue(row.getString("document"), DOCUMENT),
        row.getLong("version"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
