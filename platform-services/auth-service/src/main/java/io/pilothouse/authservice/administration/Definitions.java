package io.pilothouse.authservice.administration;

import io.pilothouse.authservice.Refusal;
import io.pilothouse.authservice.RefusedException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.sql.Array;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Services with their permissions, and roles, in the database. Any thread. */
@Repository
class Definitions {
  static final String ADMINISTRATOR = "ADMINISTRATOR";
  private static final Pattern ROLE = Pattern.compile("[A-Z][A-Z0-9_]{0,62}");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private final JdbcClient database;

  Definitions(JdbcClient database) {
    this.database = database;
  }

  /**
   * A role.
   *
   * @param permissions {@code service:permission}
   */
  record Role(String role, String description, List<String> permissions) {}

  /**
   * A service.
   *
   * @param permissions each with what it permits, in words
   */
  record Service(String id, String name, Map<String, String> permissions) {}

  List<Role> roles() {
    return database
        .sql(
            """
            SELECT r.role, r.description, ARRAY(SELECT p.service_id || ':' || p.permission
              FROM auth_role_permissions p WHERE p.role = r.role ORDER BY 1) AS permissions
            FROM auth_roles r ORDER BY r.role\
            """)
        .query((row, number) ->
            new Role(
                row.getString("role"),
                row.getString("description"),
                texts(row.getArray("permissions"))))
        .list();
  }

  List<Service> services() {
    Map<String, Map<String, String>> permissions = new TreeMap<>();
    database
        .sql("SELECT service_id, permission, description FROM auth_permissions")
        .query(row -> {
          permissions
              .computeIfAbsent(row.getString(1), service -> new TreeMap<>())
              .put(row.getString(2), row.getString(3));
        });
    return database
        .sql("SELECT service_id, name FROM auth_services ORDER BY service_id")
        .query((row, number) ->
            new Service(
                row.getString(1),
                row.getString(2),
                permissions.getOrDefault(row.getString(1), Map.of())))
        .list();
  }

  /** Defines a service with exactly these permissions; roles lose those that go. */
  @Transactional
  public void define(Service service) {
    require(NAME, service.id());
    service.permissions().keySet().forEach(permission -> require(NAME, permission));
    database
        .sql(
            "INSERT INTO auth_services VALUES (?, ?) ON CONFLICT (service_id) DO UPDATE SET name = excluded.name")
        .params(service.id(), service.name())
        .update();
    database
        .sql("DELETE FROM auth_permissions WHERE service_id = ? AND NOT permission = ANY (?)")
        .params(service.id(), service.permissions().keySet().toArray(String[]::new))
        .update();
    service
        .permissions()
        .forEach((permission, description) ->
            database
                .sql(
                    """
                    INSERT INTO auth_permissions VALUES (?, ?, ?)
                    ON CONFLICT (service_id, permission) DO UPDATE SET description = excluded.description\
                    """)
                .params(service.id(), permission, description)
                .update());
  }

  /**
   * Defines a role with exactly these permissions.
   *
   * @throws RefusedException if there is no such permission
   */
  @Transactional
  public void define(Role role) {
    require(ROLE, role.role());
    database
        .sql(
            "INSERT INTO auth_roles VALUES (?, ?) ON CONFLICT (role) DO UPDATE SET description = excluded.description")
        .params(role.role(), role.description())
        .update();
    database.sql("DELETE FROM auth_role_permissions WHERE role = ?").params(role.role()).update();
    for (String each : Set.copyOf(role.permissions())) {
      String[] parts = each.split(":", 2);
      try {
        database
            .sql("INSERT INTO auth_role_permissions VALUES (?, ?, ?)")
            .params(role.role(), parts[0], parts.length > 1 ? parts[1] : "")
            .update();
      } catch (DataIntegrityViolationException unknown) {
        throw new RefusedException(Refusal.CONFLICT, Sentence.of("auth.permission.unknown", each));
      }
    }
  }

  /** Whether there was such a role. */
  @Transactional
  public boolean remove(String role) {
    return database.sql("DELETE FROM auth_roles WHERE role = ?").params(role).update() == 1;
  }

  /** What roles permit together of this service itself, which is power over the others. */
  Set<String> ownPermissionsOf(List<String> roles) {
    return new HashSet<>(
        database
            .sql(
                "SELECT service_id || ':' || permission FROM auth_role_permissions WHERE service_id = 'auth-service' AND role = ANY (?)")
            .params((Object) roles.toArray(String[]::new))
            .query((row, number) -> row.getString(1))
            .list());
  }

  /** Whether somebody is left who can administer. */
  boolean anyActiveAdministrator() {
    return database
        .sql(
            """
            SELECT EXISTS (SELECT FROM auth_users JOIN auth_user_roles USING (user_id)
            WHERE role = ? AND status = 'ACTIVE')\
            """)
        .params(ADMINISTRATOR)
        .query(Boolean.class)
        .single();
  }

  private static void require(Pattern pattern, String name) {
    if (!pattern.matcher(name).matches()) {
      throw new RefusedException(Refusal.MALFORMED, Sentence.of("auth.name.malformed", name));
    }
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
