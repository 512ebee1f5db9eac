package io.pilothouse.desktopapp.permissions;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.TwinOptions;
import io.pilothouse.sharedmodel.estate.Connection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** TripGen's twin, entered by people who have the rights of the files and no others. */
final class GuardedTwin implements AutoCloseable {
  static final String SERVER = "postgresql-server";
  private static final Path FILES =
      Path.of(System.getProperty("project.root")).resolve("docs/permissions");
  private static final String SYSTEM = "tripgen-prod";
  private static final String PASSWORD = "of-this-run-alone";

  private final LocalTwin twin;
  private final Path folder;

  /** What one person's product did. */
  record Visit(RecordingProxy kubernetes, RecordingProxy azure, Path profile)
      implements AutoCloseable {
    @Override
    public void close() {
      kubernetes.close();
      azure.close();
    }
  }

  private GuardedTwin(LocalTwin twin, Path folder) {
    this.twin = twin;
    this.folder = folder;
  }

  static GuardedTwin start(Path folder) throws IOException, SQLException {
    var twin =
        LocalTwin.start(
            ShippedSystems.load(SYSTEM).orElseThrow(),
            TwinOptions.ofThisProcess().below(folder.resolve("state")));
    var guarded = new GuardedTwin(twin, folder);
    for (String role : List.of("viewer", "operator")) {
      twin.kubernetes().apply(Files.readString(kubernetes(role)));
    }
    for (String role : List.of("observer", "operator")) {
      guarded.sql(Files.readString(FILES.resolve("postgresql/pilothouse-" + role + ".sql")));
      guarded.sql("ALTER ROLE pilothouse_%s PASSWORD '%s'".formatted(role, PASSWORD));
    }
    return guarded;
  }

  static Path kubernetes(String role) {
    return FILES.resolve("kubernetes/pilothouse-" + role + ".yaml");
  }

  static Path azure(String role) {
    return FILES.resolve("azure/pilothouse-" + role + ".json");
  }

  LocalTwin twin() {
    return twin;
  }

  /**
   * A person's way to the system.
   *
   * @param roles ClusterRoles that the person is bound to, in the whole cluster
   * @param databaseRole whose password the profile has
   */
  Visit visit(String person, List<String> roles, AzureRole azure, String databaseRole)
      throws IOException, GeneralSecurityException, InterruptedException {
    bind(person, roles);
    var cluster = twin.kubernetes();
    var kubernetes =
        RecordingProxy.before(cluster.url(), cluster.certificateAuthority(), CallGate.OPEN);
    Connection real = twin.connection();
    Connection.Azure subscription = real.azure().orElseThrow();
    var resourceManager =
        RecordingProxy.before(URI.create(subscription.endpoint().orElseThrow()), azure);
    Path kubeconfig = folder.resolve(person + ".kubeconfig");
    Files.writeString(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        current-context: twin
        clusters: [{name: twin, cluster: {server: "%s"}}]
        users: [{name: twin, user: {token: "%s"}}]
        contexts: [{name: twin, context: {cluster: twin, user: twin, namespace: production}}]
        """
            .formatted(kubernetes.url(), token(person, kubernetes)));
    var profile =
        new Connection(
            real.system(),
            Optional.of(
                new Connection.Kubernetes(Optional.of(kubeconfig.toString()), Optional.empty())),
            Optional.of(
                new Connection.Azure(
                    subscription.subscription(),
                    subscription.tenant(),
                    subscription.resourceGroup(),
                    Optional.of(resourceManager.url().toString()),
                    subscription.tokenFile())),
            as(databaseRole, real.databases()));
    Path file = folder.resolve(person + ".json");
    Files.writeString(
        file, new ObjectMapper().registerModule(new Jdk8Module()).writeValueAsString(profile));
    return new Visit(kubernetes, resourceManager, file);
  }

  private void bind(String person, List<String> roles) {
    twin.kubernetes()
        .apply(
            "{apiVersion: v1, kind: ServiceAccount, metadata: {name: %s, namespace: default}}"
                .formatted(person));
    for (String role : roles) {
      twin.kubernetes()
          .apply(
              """
              {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding,
               metadata: {name: %1$s-%2$s},
               roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %2$s},
               subjects: [{kind: ServiceAccount, name: %1$s, namespace: default}]}
              """
                  .formatted(person, role));
    }
  }

  private String token(String person, RecordingProxy kubernetes)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(
                      kubernetes
                          .url()
                          .resolve(
                              "/api/v1/namespaces/default/serviceaccounts/" + person + "/token"))
                  .header("Authorization", "Bearer " + twin.kubernetes().token())
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"TokenRequest\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return new ObjectMapper().readTree(answer.body()).at("/status/token").asText();
    }
  }

  private static Map<String, Connection.Database> as(
      String role, Map<String, Connection.Database> databases) {
    var mine = new HashMap<String, Connection.Database>();
    databases.forEach((server, database) ->
        mine.put(
            server,
            new Connection.Database(
                database.url().replaceFirst("//[^@]*@", "//" + role + ":" + PASSWORD + "@"))));
    return mine;
  }

  /** Runs statements as the server's administrator, in the database of the connection. */
  private void sql(String statements) throws SQLException {
    String url = Optional.ofNullable(twin.connection().databases().get(SERVER)).orElseThrow().url();
    URI address = URI.create(url);
    String[] account = address.getUserInfo().split(":", 2);
    try (var connection =
            DriverManager.getConnection(
                "jdbc:postgresql://"
                    + address.getAuthority().replaceFirst(".*@", "")
                    + address.getPath(),
                account[0],
                account[1]);
        var statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  @Override
  public void close() {
    twin.close();
  }
}
