package io.pilothouse.desktopapp.cli;

import io.pilothouse.deployer.cost.PriceBook;
import io.pilothouse.deployer.run.DeployException;
import io.pilothouse.deployer.run.DeploymentSetup;
import io.pilothouse.deployer.run.SystemDeployment;
import io.pilothouse.deployer.template.DeploymentChoices;
import io.pilothouse.deployer.template.DeploymentTarget;
import io.pilothouse.desktopapp.launch.AttachedTwin;
import io.pilothouse.desktopapp.launch.CannotOpenException;
import io.pilothouse.desktopapp.launch.StateFolder;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.Connection;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that deploy have in common: which system, where, with what. */
final class DeployOptions {
  @Mixin DeployPlace place = new DeployPlace();

  @Option(names = "--tag", paramLabel = "TAG", description = "Of the services' image.")
  Optional<String> tag = Optional.empty();

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the template.")
  Map<String, String> parameters = Map.of();

  @Option(
      names = "--region",
      paramLabel = "REGION=OTHER",
      description = "Another region in place of one of the document's.")
  Map<String, String> regions = Map.of();

  @Option(
      names = "--name",
      paramLabel = "COMPONENT=NAME",
      description = "Another name for a component's resource, such as one that nobody else has.")
  Map<String, String> names = Map.of();

  @Option(
      names = "--suffix",
      paramLabel = "TEXT",
      description =
          "Behind names that must be unique in all of Azure (default: made of subscription and system; none on a twin).")
  Optional<String> suffix = Optional.empty();

  @Option(
      names = "--kubernetes-version",
      paramLabel = "VERSION",
      description = "In place of the document's.")
  Optional<String> kubernetesVersion = Optional.empty();

  @Option(
      names = "--administrators",
      paramLabel = "OBJECT-ID",
      description = "The Microsoft Entra group that administers cluster and databases.")
  Optional<String> administrators = Optional.empty();

  @Option(
      names = "--accept",
      paramLabel = "RULE",
      description = "A rule of the design review whose errors you have read; all for every one.")
  Set<String> accepted = Set.of();

  @Option(
      names = "--chart",
      paramLabel = "DIR",
      description = "The chart helm/system (default: the one that comes with this program).")
  Optional<Path> chart = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "For the services' pods to be ready (default: ${DEFAULT-VALUE}).",
      defaultValue = "600")
  long timeout = 600;

  @Option(names = "--json", description = "One line of JSON on stdout.")
  boolean json;

  /** With everything as it was decided at the last apply. */
  static DeployOptions at(DeployPlace place) {
    var options = new DeployOptions();
    options.place = place;
    return options;
  }

  /**
   * A deployment, and the twin that was attached for it.
   *
   * @param folder where plan, journal, decisions and binding are kept
   */
  record Open(Blueprint blueprint, SystemDeployment deployment, Path folder, AutoCloseable twin)
      implements AutoCloseable {
    @Override
    public void close() {
      try {
        twin.close();
      } catch (Exception e) {
        throw new IllegalStateException("the twin did not end in order", e);
      }
    }
  }

  /**
   * Opens it.
   *
   * @param alone whether an empty twin may be started for this command, where none runs
   */
  Open open(Terminal terminal, boolean alone) {
    Blueprint intent = place.load(terminal);
    Optional<Connection> profile = place.profile();
    if (profile.isPresent()) {
      Path folder = folder("system", intent);
      return new Open(
          intent,
          deployment(intent, profile.get(), folder, target(profile.get()), terminal),
          folder,
          () -> {});
    }
    AttachedTwin twin =
        alone
            ? AttachedTwin.attachOrStartEmpty(intent, terminal::progress)
            : AttachedTwin.running(intent, terminal::progress)
                .orElseThrow(() ->
                    CannotOpenException.badRequest(
                        Sentence.of("command.deploy.no-twin", intent.system())));
    try {
      // Names on a twin need not be unique in all of Azure: they are the document's.
      DeploymentTarget target = target(twin.connection()).withSuffix(suffix.orElse(""));
      Path folder = folder(twin.connection(), intent);
      return new Open(
          intent, deployment(intent, twin.connection(), folder, target, terminal), folder, twin);
    } catch (RuntimeException e) {
      twin.close();
      throw e;
    }
  }

  private DeploymentTarget target(Connection profile) {
    Connection.Azure azure =
        profile
            .azure()
            .orElseThrow(() ->
                new DeployException(
                    DeployException.Kind.REFUSED,
                    Sentence.of("deploy.no-subscription", profile.system())));
    return DeploymentTarget.of(azure.subscription(), azure.tenant().orElse(""))
        .withResourceGroup(azure.resourceGroup())
        .with(
            new DeploymentChoices(
                regions,
                names,
                suffix,
                kubernetesVersion,
                administrators,
                parameters,
                accepted,
                tag));
  }

  private SystemDeployment deployment(
      Blueprint intent,
      Connection profile,
      Path folder,
      DeploymentTarget target,
      Terminal terminal) {
    var stop = new CountDownLatch(1);
    return new SystemDeployment(
        new DeploymentSetup(
            intent,
            profile,
            target,
            chart(),
            folder,
            PriceBook.kept(DeployPricesCommand.kept()),
            Duration.ofSeconds(timeout),
            Clock.systemUTC(),
            terminal::progress,
            stop));
  }

  /** With the twin: what was deployed and decided there is nothing to the next one. */
  private static Path folder(Connection twin, Blueprint intent) {
    return twin.kubernetes()
        .flatMap(Connection.Kubernetes::kubeconfig)
        .map(kubeconfig -> Path.of(kubeconfig).resolveSibling("deploy"))
        .orElseGet(() -> folder("twin", intent));
  }

  private static Path folder(String reachedAs, Blueprint intent) {
    return StateFolder.ofThisUser()
        .path()
        .resolve("deploy")
        .resolve(reachedAs)
        .resolve(intent.system());
  }

  Path chart() {
    return chart
        .or(() ->
            Optional.ofNullable(System.getProperty("pilothouse.services"))
                .map(services -> Path.of(services).resolveSibling("helm").resolve("system")))
        .or(() ->
            List.of(Path.of("helm/system"), Path.of("../helm/system")).stream()
                .filter(Files::isDirectory)
                .findFirst())
        .filter(folder -> Files.isRegularFile(folder.resolve("Chart.yaml")))
        .orElseThrow(() -> CannotOpenException.badRequest(Sentence.of("command.deploy.no-chart")));
  }
}
