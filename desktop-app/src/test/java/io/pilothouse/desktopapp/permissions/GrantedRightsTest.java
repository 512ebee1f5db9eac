package io.pilothouse.desktopapp.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pilothouse.desktopapp.launch.OpenSystem;
import io.pilothouse.desktopapp.launch.Target;
import io.pilothouse.desktopapp.permissions.KubernetesRole.Right;
import io.pilothouse.kubernetesconnector.KubernetesConnection;
import io.pilothouse.operations.port.DeploymentControl;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Approval;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.estate.Connection;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.SourceState;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import io.pilothouse.sharedmodel.stream.Session;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rights in docs/permissions are what the product needs, and no more: it works with them alone,
 * each of them is used, and nothing beside them is asked for.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class GrantedRightsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir static Path folder;

  private static GuardedTwin twin;
  private static String home;

  @BeforeAll
  static void start() throws Exception {
    home = System.setProperty("user.home", folder.toString());
    twin = GuardedTwin.start(folder);
  }

  @AfterAll
  static void stop() {
    twin.close();
    System.setProperty("user.home", home);
  }

  @Test
  void aViewerSeesEverythingAndChangesNothing() throws Exception {
    AzureRole reader = AzureRole.read(GuardedTwin.azure("reader"));
    KubernetesRole viewer = KubernetesRole.read(GuardedTwin.kubernetes("viewer"));
    try (var visit =
            twin.visit("viewer", List.of("pilothouse-viewer"), reader, "pilothouse_observer");
        var open = open(visit)) {
      Session session = open.session();
      everythingIsSeen(session);
      history(session);
      Plan rollback = planned(session, new Intent.Rollback("user-service", Optional.empty()));
      statefulSetIsRead(visit);

      assertThat(rollback.guards())
          .filteredOn(g -> g.verdict() == Guard.Verdict.BLOCK)
          .extracting(Guard::name)
          .containsExactly("permission");
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(azure(visit)).isEqualTo(new TreeSet<>(reader.actions())));
      assertThat(kubernetes(visit)).allMatch(viewer::allows);
      assertThat(viewer.rights())
          .as("rights that nothing uses")
          .allMatch(r -> kubernetes(visit).stream().anyMatch(r::allows));
    }
  }

  @Test
  void anOperatorFailsOverAndRollsBackAndMayDoNothingElse() throws Exception {
    AzureRole operator = AzureRole.read(GuardedTwin.azure("operator"));
    AzureRole both = operator.and(AzureRole.read(GuardedTwin.azure("reader")));
    KubernetesRole patch = KubernetesRole.read(GuardedTwin.kubernetes("operator"));
    KubernetesRole viewer = KubernetesRole.read(GuardedTwin.kubernetes("viewer"));
    try (var visit =
            twin.visit(
                "operator",
                List.of("pilothouse-viewer", "pilothouse-operator"),
                both,
                "pilothouse_operator");
        var open = open(visit)) {
      Session session = open.session();
      ActionRun failover =
          done(session, new Intent.Failover(GuardedTwin.SERVER, Intent.FailoverMode.PLANNED));
      assertThat(failover.writeGapMillis()).as("measured by the probe's own table").isPresent();
      assertThat(failover.lostRows()).contains(0L);
      done(session, new Intent.Rollback("user-service", Optional.empty()));
      statefulSetIsRolledBack(visit);

      assertThat(azure(visit)).as("nothing else is asked for").isSubsetOf(both.actions());
      assertThat(azure(visit)).as("each is used").containsAll(operator.actions());
      assertThat(kubernetes(visit)).allMatch(r -> viewer.allows(r) || patch.allows(r));
      assertThat(kubernetes(visit)).containsAll(patch.rights());
    }
  }

  @Test
  void theRolesOfTheDatabaseReadNoTableOfTheApplications() throws Exception {
    for (String role : List.of("pilothouse_observer", "pilothouse_operator")) {
      try (var visit =
              twin.visit("stranger", List.of(), AzureRole.read(GuardedTwin.azure("reader")), role);
          var connection = DriverManager.getConnection(jdbc(visit));
          var statement = connection.createStatement()) {
        var readable =
            statement.executeQuery(
                "SELECT count(*), count(*) FILTER (WHERE has_table_privilege(c.oid, 'SELECT, INSERT,"
                    + " UPDATE, DELETE')) FROM pg_class c JOIN pg_namespace n ON n.oid ="
                    + " c.relnamespace WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog',"
                    + " 'information_schema', 'pilothouse_probe')");
        readable.next();
        assertThat(readable.getInt(1)).as("tables of the applications").isPositive();
        assertThat(readable.getInt(2)).as(role).isZero();
        assertThatThrownBy(() -> statement.execute("CREATE TABLE public.mine (x int)"))
            .hasMessageContaining("permission denied");
      }
    }
  }

  private static OpenSystem open(GuardedTwin.Visit visit) {
    return OpenSystem.open(
        new Target.Profile(visit.profile(), "tripgen-prod", Optional.empty()), sentence -> {});
  }

  /** Every source is heard and says of nothing that it may not be seen. */
  private static void everythingIsSeen(Session session) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          var sources = session.current().snapshot().sources();
          assertThat(sources).hasSize(5);
          assertThat(sources.values())
              .allSatisfy(s -> {
                assertThat(s.status()).isEqualTo(SourceState.Status.HEARD);
                assertThat(s.reason()).isEmpty();
              });
          assertThat(session.current().conformance().checked()).isGreaterThan(150);
        });
  }

  private static void history(Session session) {
    ResourceId server =
        session.current().snapshot().resources().keySet().stream()
            .filter(id ->
                id.value()
                    .toLowerCase(Locale.ROOT)
                    .endsWith("flexibleservers/" + GuardedTwin.SERVER))
            .findFirst()
            .orElseThrow();
    Instant now = Instant.now();
    session.series(server, "cpu_percent", now.minus(Duration.ofHours(3)), now, 100).join();
  }

  private static Plan planned(Session session, Intent intent) {
    return session.plan(intent).join();
  }

  private static ActionRun done(Session session, Intent intent) {
    Plan plan =
        await()
            .atMost(PATIENCE)
            .ignoreExceptions()
            .until(() -> planned(session, intent), Plan::allowed);
    ActionRun run =
        session
            .execute(plan, new Approval("operator", plan.typedName(), Instant.now(), "desktop"))
            .join();
    assertThat(run.outcome()).as(run.sentence().toString()).isEqualTo(ActionRun.Outcome.SUCCEEDED);
    return run;
  }

  private static void statefulSetIsRead(GuardedTwin.Visit visit) throws Exception {
    try (var connection = connect(visit)) {
      release("1");
      assertThat(connection.deployments().read("default", "db").name()).isEqualTo("db");
      assertThat(connection.deployments().mayChange("default", "db")).isFalse();
    }
  }

  /** TripGen has its data in Azure, so a StatefulSet of another kind is rolled back. */
  private static void statefulSetIsRolledBack(GuardedTwin.Visit visit) throws Exception {
    try (var connection = connect(visit)) {
      DeploymentControl control = connection.deployments();
      release("1");
      awaitRevisions(control, 1);
      release("2");
      awaitRevisions(control, 2);
      WorkloadResource now = control.read("default", "db");
      control.rollBack("default", "db", 1, now.generation(), "run-of-this-test");
      assertThat(control.read("default", "db").images()).containsExactly("shop/db:1");
    }
  }

  private static void awaitRevisions(DeploymentControl control, int least) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> control.read("default", "db").revisions().size() >= least);
  }

  private static void release(String tag) {
    twin.twin()
        .kubernetes()
        .apply(
            """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db, namespace: default}
            spec:
              replicas: 0
              serviceName: db
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec: {containers: [{name: db, image: "shop/db:%s"}]}
            """
                .formatted(tag));
  }

  private static KubernetesConnection connect(GuardedTwin.Visit visit) throws Exception {
    return KubernetesConnection.open(
        new Connection.Kubernetes(
            Optional.of(visit.profile().toString().replace(".json", ".kubeconfig")),
            Optional.empty()));
  }

  private static Set<String> azure(GuardedTwin.Visit visit) {
    return visit.azure().calls().stream()
        .map(AzureRole::action)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Beside the request for the token, which is the test's own. */
  private static Set<Right> kubernetes(GuardedTwin.Visit visit) {
    return visit.kubernetes().calls().stream()
        .filter(call -> !call.path().endsWith("/token"))
        .flatMap(call -> KubernetesRole.needed(call).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String jdbc(GuardedTwin.Visit visit) throws Exception {
    String url =
        new com.fasterxml.jackson.databind.ObjectMapper()
            .readTree(visit.profile().toFile())
            .at("/databases/" + GuardedTwin.SERVER + "/url")
            .asText();
    var address = java.net.URI.create(url);
    String[] account = address.getUserInfo().split(":", 2);
    return "jdbc:postgresql://%s:%d%s?user=%s&password=%s"
        .formatted(address.getHost(), address.getPort(), address.getPath(), account[0], account[1]);
  }
}
