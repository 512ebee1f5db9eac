package io.pilothouse.localtwin.load;

import io.pilothouse.serviceruntime.cache.CacheKey;
import io.pilothouse.serviceruntime.data.RoutedDatabase;
import io.pilothouse.serviceruntime.data.SqlWork;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The values that one service keeps in its database: a table named after their pattern. */
final class WorkingSet {

  private final String table;
  private final String pattern;
  private final int size;

  WorkingSet(ServicePlan plan) {
    this.pattern = plan.pattern();
    this.size = plan.workingSet();
    this.table = '"' + plan.pattern().replace("\"", "") + '"';
  }

  /** Makes the table and its values unless they are there. */
  void create(RoutedDatabase database) {
    execute(
        database,
        "create table if not exists "
            + table
            + " (id int primary key, body text not null, version int not null default 1,"
            + " changed_at timestamptz not null default now())");
    execute(
        database,
        "insert into "
            + table
            + " (id, body) select n, repeat(md5(n::text), 12) from generate_series(0, "
            + (size - 1)
            + ") n on conflict do nothing");
  }

  /** Every value by its key, from the source of truth. */
  Map<CacheKey, String> all(RoutedDatabase database) {
    return database.write(connection -> {
      var values = new HashMap<CacheKey, String>();
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery("select id, version, body from " + table)) {
        while (rows.next()) {
          values.put(key(rows.getInt(1)), text(rows.getInt(2), rows.getString(3)));
        }
      }
      return values;
    });
  }

  CacheKey key(int id) {
    return new CacheKey(pattern, String.valueOf(id));
  }

  /** Reads one value. */
  SqlWork<String> read(int id) {
    return connection -> {
      try (var statement =
          connection.prepareStatement("select version, body from " + table + " where id = ?")) {
        statement.setInt(1, id);
        try (var row = statement.executeQuery()) {
          if (!row.next()) {
            throw new SQLException("no row " + id + " in " + table);
          }
          return text(row.getInt(1), row.getString(2));
        }
      }
    };
  }

  /** Changes one value. */
  SqlWork<Integer> change(int id) {
    return connection -> {
      try (var statement =
          connection.prepareStatement(
              "update "
                  + table
                  + " set version = version + 1, changed_at = clock_timestamp() where id = ?")) {
        statement.setInt(1, id);
        return statement.executeUpdate();
      }
    };
  }

  private static void execute(RoutedDatabase database, String sql) {
    database.write(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.execute(sql);
      }
    });
  }

  private static String text(int version, String body) {
    return version + " " + body;
  }
}
