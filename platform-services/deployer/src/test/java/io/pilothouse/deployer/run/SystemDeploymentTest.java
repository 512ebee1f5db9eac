package io.pilothouse.deployer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.pilothouse.azureconnector.AzureConnection;
import io.pilothouse.deployer.azure.DeploymentClient;
import io.pilothouse.deployer.azure.ResourceChange;
import io.pilothouse.deployer.plan.DeployStage;
import io.pilothouse.deployer.plan.DeploymentPlan;
import io.pilothouse.deployer.plan.StagedTemplate;
import io.pilothouse.deployer.template.DeploymentChoices;
import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.azure.ProvisioningFaults.Reason;
import io.pilothouse.localtwin.azure.ProvisioningFaults.Refusal;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import io.pilothouse.sharedmodel.estate.Connection;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Deployments into twins in which nothing is but the control planes. TripGen is deployed whole; the
 * others with {@code -Ddeploy.systems=tripgen-prod,…}.
 */
@Timeout(240)
@Execution(ExecutionMode.CONCURRENT)
class SystemDeploymentTest {
  /** The one that comes up soonest, with a server, a standby and a replica all the same. */
  private static final String SYSTEM = "phonebill-auth-prod";

  private static final String SERVER = "phonebill-auth-postgresql-prod";
  private static final String GUARD = "/providers/Microsoft.Network/networkSecurityGroups/";
  private static final SystemDeployment.Approval AGREED = (plan, drifted) -> true;

  @TempDir Path folder;

  /** One story on one twin: bringing a whole system up is what takes the time. */
  @Test
  void aSystemIsPlannedRefusedMendedKilledResumedChangedByHandReleasedBadlyAndRemoved()
      throws Exception {
    try (LocalTwin twin = EmptyTwins.start(SYSTEM, folder)) {
      Connection connection = twin.connection();
      DeploymentSetup setup = EmptyTwins.setup(connection, folder);
      var deployment = new SystemDeployment(setup);

      DeploymentPlan plan = deployment.plan();
      assertThat(plan.groupThere()).isFalse();
      assertThat(plan.count(ResourceChange.Kind.CREATE)).isGreaterThan(10);
      assertThat(plan.objects()).allSatisfy(o -> assertThat(o.acts()).isTrue());

      withoutHelm(setup);
      refusedAndMended(twin, deployment);
      killed(connection);
      Outcome applied = resumed(setup);
      assertThat(applied.binding().get("postgresql"))
          .endsWith("Microsoft.DBforPostgreSQL/flexibleServers/" + SERVER);
      assertThat(twin.postgres(SERVER).state().members()).hasSizeGreaterThan(1);
      assertThat(twin.services()).isPresent();
      assertThat(
              twin.kubernetes()
                  .api()
                  .list(BuiltInResources.DEPLOYMENTS, Selection.inNamespace("production")))
          .hasSameSizeAs(setup.blueprint().services());
      assertThat(new SystemDeployment(setup).apply((p, d) -> false).result())
          .isEqualTo(Outcome.Result.NOTHING_TO_DO);

      decidedOnceHoldsUntilSomethingElseIsSaid(setup);
      whatAzureHasNotIsRefusedBeforeAnythingIsBegun(setup);
      passwordsAreTakenFromTheVaultThatHasThem(setup);
      changeByHand(connection, deployment);
      badRelease(setup);
      assertThatExceptionOfType(DeployException.class)
          .isThrownBy(() ->
              new SystemDeployment(EmptyTwins.releasing(setup, "no tag!", Duration.ofSeconds(5)))
                  .plan())
          .satisfies(e -> assertThat(english(e)).contains("The chart refuses the values"));
      remove(connection, new SystemDeployment(setup));
    }
  }

  /** Without what was accepted, the same document is another template. */
  private static void decidedOnceHoldsUntilSomethingElseIsSaid(DeploymentSetup setup) {
    var unsaid = new SystemDeployment(setup.with(DeploymentChoices.NONE.withSuffix("")));
    assertThat(unsaid.compare().acts()).isFalse();
    assertThat(unsaid.compare().refused()).isEmpty();
    assertThat(unsaid.compare().notes()).anyMatch(note -> note.key().equals("deploy.note.kept"));
    assertThat(Files.exists(setup.folder().resolve("choices.json"))).isTrue();

    var slips =
        new DeploymentChoices(
            Map.of("atlantis", "koreacentral"),
            Map.of("nobody", "name"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of("nothing", "1"),
            Set.of("nonsense"),
            Optional.empty());
    assertThatExceptionOfType(DeployException.class)
        .isThrownBy(() -> new SystemDeployment(setup.with(slips)))
        .satisfies(e ->
            assertThat(english(e))
                .contains("No rule is called nonsense")
                .contains("no parameter nothing")
                .contains("No component called nobody")
                .contains("no region atlantis. It names: koreacentral"));
  }

  private static void whatAzureHasNotIsRefusedBeforeAnythingIsBegun(DeploymentSetup setup) {
    assertThatExceptionOfType(DeployException.class)
        .isThrownBy(() -> new SystemDeployment(setup.with(asking("9.99", Map.of()))).compare())
        .satisfies(e ->
            assertThat(english(e))
                .contains("does not offer Kubernetes 9.99 in koreacentral")
                .contains("1.36")
                .doesNotContain("1.29"));
    assertThatExceptionOfType(DeployException.class)
        .isThrownBy(() ->
            new SystemDeployment(setup.with(asking("1.36", Map.of("koreacentral", "atlantis"))))
                .plan())
        .satisfies(e ->
            assertThat(english(e))
                .contains("no region atlantis")
                .contains("--region koreacentral=atlantis")
                .contains("koreacentral, koreasouth"));
    var offered = new SystemDeployment(setup.with(asking("1.36", Map.of()))).compare();
    assertThat(offered.notes()).noneMatch(note -> note.key().contains("unknown"));
    assertThat(offered.acts()).as("another version is a change").isTrue();
  }

  private static DeploymentChoices asking(String version, Map<String, String> regions) {
    return new DeploymentChoices(
        regions,
        Map.of(),
        Optional.of(""),
        Optional.of(version),
        Optional.empty(),
        Map.of(),
        Set.of(DeploymentChoices.ALL),
        Optional.empty());
  }

  /** The run that was killed had made them; the one that went on did not make others. */
  private static void passwordsAreTakenFromTheVaultThatHasThem(DeploymentSetup setup) {
    var azure = DeploymentClient.of(AzureConnection.of(setup.azure(), setup.clock()));
    StagedTemplate staged = new SystemDeployment(setup).staged();
    JsonNode data =
        azure
            .read(
                "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.Resources/deployments/%s"
                    .formatted(
                        setup.azure().subscription(),
                        staged.whole().group().name(),
                        staged.deploymentName(DeployStage.DATA)),
                "2024-03-01")
            .orElseThrow();
    assertThat(
            data.at("/properties/parameters/postgresqlAdministratorPassword/reference/secretName"))
        .as(data.at("/properties/parameters").toString())
        .isEqualTo(TextNode.valueOf("postgresql-administrator-password"));
  }

  /** Azure's part can be looked at; nothing is begun that could not be ended. */
  private static void withoutHelm(DeploymentSetup setup) {
    var bare = new SystemDeployment(setup, Optional.empty());
    DeploymentPlan plan = bare.compare();
    assertThat(plan.servicesKnown()).isFalse();
    assertThat(plan.acts()).isTrue();
    assertThat(plan.objects()).isEmpty();
    assertThatExceptionOfType(DeployException.class)
        .isThrownBy(() -> bare.apply(AGREED))
        .satisfies(e -> assertThat(english(e)).contains("Helm is not here"));
    assertThat(bare.history()).isEmpty();
  }

  private static void changeByHand(Connection connection, SystemDeployment deployment)
      throws Exception {
    String guard =
        deployment.staged().whole().resources().stream()
            .filter(r -> r.type().type().endsWith("networkSecurityGroups"))
            .findFirst()
            .orElseThrow()
            .ownName();
    assertThat(
            EmptyTwins.byHand(
                connection, "PATCH", GUARD + guard, "{\"tags\": {\"managed-by\": \"hand\"}}"))
        .isEqualTo(200);

    var seen = new ArrayList<String>();
    Outcome refused =
        deployment.apply((plan, drifted) -> {
          seen.addAll(drifted);
          return drifted.isEmpty();
        });
    assertThat(refused.result()).isEqualTo(Outcome.Result.DRIFTED);
    assertThat(seen).hasSize(1);

    Outcome again = deployment.apply((plan, drifted) -> drifted.isEmpty());
    assertThat(again.result()).isEqualTo(Outcome.Result.APPLIED);
    assertThat(again.steps()).extracting(Outcome.Step::name).containsExactly("network");
    assertThat(deployment.compare().acts()).isFalse();
  }

  private static void badRelease(DeploymentSetup setup) {
    var bad =
        new SystemDeployment(EmptyTwins.releasing(setup, "2.0.0-unready", Duration.ofSeconds(4)));
    assertThatExceptionOfType(DeployException.class)
        .isThrownBy(() -> bad.apply(AGREED))
        .satisfies(e ->
            assertThat(english(e))
                .contains("failed")
                .contains("Pods not ready")
                .contains("is what runs"));
    // What ran before runs again; the run has not ended, and ends when the document's is asked for.
    var good = new SystemDeployment(setup);
    assertThat(good.unfinished()).isTrue();
    assertThat(good.compare().acts()).isFalse();
    assertThat(good.apply(AGREED).resumed()).isTrue();
    assertThat(good.unfinished()).isFalse();
  }

  private static void remove(Connection connection, SystemDeployment deployment) throws Exception {
    String lock = "/providers/Microsoft.Authorization/locks/keep";
    EmptyTwins.byHand(connection, "PUT", lock, "{\"properties\": {\"level\": \"CanNotDelete\"}}");
    assertThatExceptionOfType(DeployException.class)
        .isThrownBy(deployment::destroy)
        .satisfies(e -> assertThat(english(e)).contains("locked").contains("keep"));
    EmptyTwins.byHand(connection, "DELETE", lock, "");

    List<String> kept = deployment.destroy();

    boolean vault =
        deployment.staged().whole().resources().stream()
            .anyMatch(r -> r.type().type().equals("Microsoft.KeyVault/vaults"));
    assertThat(kept).hasSize(vault ? 1 : 0);
    assertThat(deployment.removal().groupThere()).isFalse();
  }

  /** The network is made at the first try; the data are refused, for one reason after the other. */
  private static void refusedAndMended(LocalTwin twin, SystemDeployment deployment) {
    String servers = "Microsoft.DBforPostgreSQL/flexibleServers";
    record Case(Refusal refusal, String said) {}
    for (Case each :
        List.of(
            new Case(new Refusal(Reason.QUOTA, servers), "higher quota"),
            new Case(new Refusal(Reason.NAME_TAKEN, SERVER), "Somebody else has this name"),
            new Case(new Refusal(Reason.NO_ZONES, servers), "no such zones"),
            new Case(new Refusal(Reason.ROLE_MISSING, servers), "lacks a role"))) {
      twin.azure().faults().provisioning().begin(each.refusal());
      assertThatExceptionOfType(DeployException.class)
          .isThrownBy(() -> deployment.apply(AGREED))
          .satisfies(e -> assertThat(english(e)).contains(each.said()));
      twin.azure().faults().provisioning().end(each.refusal());
      assertThat(deployment.unfinished()).isTrue();
    }
    assertThat(deployment.history())
        .filteredOn(e -> e.step().equals("network") && e.mark() == Journal.Mark.DONE)
        .hasSize(1);
  }

  /** A process of its own goes on, and dies while Azure makes the data. */
  private void killed(Connection connection) throws Exception {
    Path profile = folder.resolve("connection.json");
    EmptyTwins.write(profile, connection);
    Path journal = folder.resolve("deploy/journal.jsonl");
    long before = intended(journal);
    Process applying =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dproject.root=" + EmptyTwins.ROOT,
                "-cp",
                System.getProperty("java.class.path"),
                ApplyingProcess.class.getName(),
                profile.toString(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("applying.out").toFile())
            .start();
    await().atMost(Duration.ofSeconds(90)).until(() -> intended(journal) > before);
    applying.destroyForcibly().waitFor();
  }

  private static long intended(Path journal) throws Exception {
    return Files.readAllLines(journal).stream()
        .filter(line -> line.contains("\"data\"") && line.contains("INTENDED"))
        .count();
  }

  /** Nobody is asked again, nothing is begun twice, and it is one run. */
  private static Outcome resumed(DeploymentSetup setup) {
    var deployment = new SystemDeployment(setup);
    assertThat(deployment.unfinished()).isTrue();
    Outcome done = deployment.apply((plan, drifted) -> false);
    assertThat(done.result()).isEqualTo(Outcome.Result.APPLIED);
    assertThat(done.resumed()).isTrue();
    assertThat(done.steps())
        .extracting(Outcome.Step::name)
        .contains("cluster", "services")
        .doesNotContain("group", "network");
    assertThat(deployment.history().stream().map(Journal.Entry::run).distinct()).hasSize(1);
    assertThat(deployment.compare().acts()).isFalse();
    return done;
  }

  static List<String> systems() {
    return Arrays.stream(System.getProperty("deploy.systems", "tripgen-prod").split(","))
        .filter(s -> !s.isBlank())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void aSystemIsDeployedWhole(String system) {
    long began = System.nanoTime();
    try (LocalTwin twin = EmptyTwins.start(system, folder)) {
      var deployment = new SystemDeployment(EmptyTwins.setup(twin.connection(), folder));
      Outcome applied = deployment.apply(AGREED);
      System.err.printf(
          "%s %s %s in %.1f s%n",
          system, applied.result(), applied.steps(), (System.nanoTime() - began) / 1e9);
      DeploymentPlan after = deployment.compare();
      assertThat(after.resources().stream().filter(r -> r.change().acts())).isEmpty();
      assertThat(after.objects().stream().filter(o -> o.acts())).isEmpty();
      assertThat(deployment.apply((p, d) -> false).result())
          .isEqualTo(Outcome.Result.NOTHING_TO_DO);
    }
  }

  private static String english(DeployException failure) {
    var english = Sentences.in(Locale.ENGLISH);
    return failure.sentences().stream().map(english::say).collect(Collectors.joining("\n"));
  }
}
