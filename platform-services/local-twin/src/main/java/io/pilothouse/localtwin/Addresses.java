package io.pilothouse.localtwin;

import io.pilothouse.localtwin.postgres.ConnectionTarget;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.redis.RedisCluster;
import io.pilothouse.localtwin.redis.RedisRole;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.estate.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Where the parts of a twin are reached, for the product and for people. */
final class Addresses {

  private final Blueprint blueprint;
  private final TwinParts parts;
  private final TwinFolder folder;

  Addresses(Blueprint blueprint, TwinParts parts, TwinFolder folder) {
    this.blueprint = blueprint;
    this.parts = parts;
    this.folder = folder;
  }

  Connection connection() {
    return new Connection(
        blueprint.system(),
        Optional.of(
            new Connection.Kubernetes(Optional.of(kubeconfig()), Optional.of(blueprint.system()))),
        parts
            .azure()
            .map(azure ->
                new Connection.Azure(
                    parts.scope().subscription(),
                    Optional.of(parts.scope().tenant()),
                    parts.scope().resourceGroup(),
                    Optional.of(azure.url().toString()),
                    Optional.of(folder.path(TwinFolder.AZURE_TOKEN).toString()))),
        databases());
  }

  TwinEndpoints endpoints() {
    var postgres = new ArrayList<TwinEndpoints.Postgres>();
    for (var declared : blueprint.databaseServers()) {
      if (!parts.processes().has(declared.resourceName())) {
        continue;
      }
      postgres.addAll(postgres(parts.processes().server(declared.resourceName())));
    }
    return new TwinEndpoints(
        blueprint.system(),
        ProcessHandle.current().pid(),
        kubeconfig(),
        parts.azure().map(azure -> azure.url().toString()),
        postgres,
        parts.processes().caches().stream().flatMap(cache -> redis(cache).stream()).toList(),
        Optional.of(sinks()));
  }

  private TwinEndpoints.Notifications sinks() {
    var mail = parts.sinks().mailServer();
    return new TwinEndpoints.Notifications(
        "smtp://" + mail.getAddress().getHostAddress() + ":" + mail.getPort(),
        parts.sinks().url().toString(),
        parts.sinks().url() + "/notifications");
  }

  private String kubeconfig() {
    return folder.path(TwinFolder.KUBECONFIG).toString();
  }

  /** The administrator in the application's database, at each server's own address. */
  private HashMap<String, Connection.Database> databases() {
    var databases = new HashMap<String, Connection.Database>();
    var plan = new EstatePlan(blueprint);
    for (var declared : blueprint.databaseServers()) {
      if (!parts.processes().has(declared.resourceName())) {
        continue;
      }
      var server = parts.processes().server(declared.resourceName());
      var account = in(plan.databases(declared).getFirst(), server.administrator());
      databases.put(declared.resourceName(), new Connection.Database(account.libpqUrl()));
      for (var replica : declared.replicas()) {
        databases.put(replica.resourceName(), database(server, replica, account));
      }
    }
    return databases;
  }

  private Connection.Database database(
      FlexibleServer source, DatabaseServer.Replica replica, ConnectionTarget account) {
    String name = replica.resourceName();
    var target =
        parts
            .processes()
            .promoted(name)
            .map(server -> in(account.database(), server.administrator()))
            .orElseGet(() -> source.at(name, account));
    return new Connection.Database(target.libpqUrl());
  }

  private static ConnectionTarget in(String database, ConnectionTarget account) {
    return new ConnectionTarget(
        account.host(), account.port(), database, account.user(), account.password());
  }

  private static List<TwinEndpoints.Postgres> postgres(FlexibleServer server) {
    var administrator = server.administrator();
    String name = server.spec().name();
    return server.state().members().stream()
        .map(member ->
            switch (member.role()) {
              case PRIMARY -> new TwinEndpoints.Postgres(name, "primary", administrator.libpqUrl());
              case STANDBY ->
                  new TwinEndpoints.Postgres(
                      name, "standby", server.at(member.name(), administrator).libpqUrl());
              case REPLICA ->
                  new TwinEndpoints.Postgres(
                      member.name(), "replica", server.at(member.name(), administrator).libpqUrl());
            })
        .toList();
  }

  private static List<TwinEndpoints.Redis> redis(RedisCluster cache) {
    return cache.state().stream()
        .map(node ->
            new TwinEndpoints.Redis(
                node.role() == RedisRole.PRIMARY ? "primary" : "replica", cache.url(node.name())))
        .toList();
  }
}
