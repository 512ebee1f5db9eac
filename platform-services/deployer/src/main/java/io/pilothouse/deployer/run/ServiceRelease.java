package io.pilothouse.deployer.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.deployer.chart.ChartException;
import io.pilothouse.deployer.chart.HelmEngine;
import io.pilothouse.deployer.chart.ReleaseRevision;
import io.pilothouse.deployer.chart.ReleaseValues;
import io.pilothouse.deployer.plan.ObjectChange;
import io.pilothouse.deployer.plan.ReleaseDiff;
import io.pilothouse.deployer.template.ResourceType;
import io.pilothouse.deployer.template.SystemTemplate;
import io.pilothouse.deployer.template.TemplateResource;
import io.pilothouse.deployer.values.ServerRoles;
import io.pilothouse.deployer.values.SystemValues;
import io.pilothouse.deployer.values.ValuesFile;
import io.pilothouse.kubernetesconnector.ClusterObjects;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The services' release: its values from the document and from what was deployed, its changes. */
final class ServiceRelease {
  private static final String UNKNOWN = "00000000-0000-0000-0000-000000000000";
  private final DeploymentSetup setup;
  private final Optional<HelmEngine> helm;

  /**
   * Makes it.
   *
   * @param helm absent where there is none: nothing can be rendered or released then
   */
  ServiceRelease(DeploymentSetup setup, Optional<HelmEngine> helm) {
    this.setup = setup;
    this.helm = helm;
  }

  /**
   * What the release is made with.
   *
   * @param live a resource of the template as it is; empty while it is not there
   * @param cluster empty while it is not there
   * @param notes is given what is otherwise than in the document, and why
   */
  ReleaseValues values(
      SystemTemplate template,
      Function<TemplateResource, Optional<JsonNode>> live,
      Optional<ClusterObjects> cluster,
      List<Sentence> notes)
      throws ControlException {
    var settings = new LinkedHashMap<String, String>();
    setup.choices().imageTag().ifPresent(tag -> settings.put("image.tag", tag));
    settings.put("azure.tenantId", setup.azure().tenant().orElse(UNKNOWN));
    template.resources().stream()
        .filter(r -> r.type() == ResourceType.VAULT)
        .findFirst()
        .ifPresent(vault -> settings.put("secrets.vault", vault.ownName()));
    for (String whose : SystemValues.of(setup.blueprint()).identities()) {
      settings.put(
          "azure.clientIds." + whose,
          identity(template, whose)
              .flatMap(live)
              .map(identity -> identity.at("/properties/clientId").asText(UNKNOWN))
              .orElse(UNKNOWN));
    }
    if (cluster.isPresent()) {
      adjust(cluster.get(), settings, notes);
    }
    return new ReleaseValues(
        setup.blueprint().system(),
        setup.blueprint().cluster().namespace(),
        List.of(file(template)),
        settings,
        cluster(template).flatMap(live).flatMap(ServiceRelease::version));
  }

  /** The identity of a service, or of the Job beside them, which is no component. */
  private static Optional<TemplateResource> identity(SystemTemplate template, String whose) {
    return template.resources().stream()
        .filter(r -> r.type() == ResourceType.IDENTITY)
        .filter(r ->
            r.component()
                .map(whose::equals)
                .orElseGet(
                    () -> whose.equals(ServerRoles.JOB) && r.ownName().endsWith("-" + whose)))
        .findFirst();
  }

  /** What the cluster runs: a chart renders otherwise for another version. */
  private static Optional<String> version(JsonNode cluster) {
    return Optional.of(cluster.at("/properties/currentKubernetesVersion").asText(""))
        .filter(version -> !version.isEmpty());
  }

  /** What the chart would make and the cluster does not serve. */
  private void adjust(ClusterObjects cluster, Map<String, String> settings, List<Sentence> notes)
      throws ControlException {
    var documented = SystemValues.of(setup.blueprint());
    if (documented.rollout().strategy().equals("blueGreen")
        && !cluster.serves("argoproj.io/v1alpha1", "Rollout")) {
      settings.put("rollout.strategy", "rollingUpdate");
      notes.add(Sentence.of("deploy.note.no-rollouts"));
    }
    boolean collected =
        switch (documented.monitoring().collector()) {
          case "azureManagedPrometheus" ->
              cluster.serves("azmonitoring.coreos.com/v1", "PodMonitor");
          case "prometheusOperator" -> cluster.serves("monitoring.coreos.com/v1", "ServiceMonitor");
          default -> true;
        };
    if (!collected) {
      settings.put("monitoring.collector", "none");
      notes.add(Sentence.of("deploy.note.no-monitors"));
    }
    CustomMetrics.note(documented, cluster.serves(CustomMetrics.GROUP)).ifPresent(notes::add);
  }

  /** Whether there is a Helm to render and release with. */
  boolean possible() {
    return helm.isPresent();
  }

  private HelmEngine helm() {
    return helm.orElseThrow(
        () -> new DeployException(DeployException.Kind.REFUSED, Sentence.of("deploy.no-helm")));
  }

  /** The values, with the names under which everything is deployed. */
  private Path file(SystemTemplate template) {
    ValuesFile values = ValuesFile.of(template.deployed(setup.blueprint())).getFirst();
    Path file = setup.folder().resolve("values.yaml");
    try {
      Files.createDirectories(setup.folder());
      return Files.writeString(file, values.text());
    } catch (IOException e) {
      throw new UncheckedIOException("the values " + file + " cannot be written", e);
    }
  }

  /** What the release would change. */
  List<ObjectChange> changes(ReleaseValues values, Optional<ClusterObjects> cluster)
      throws ControlException {
    List<ObjectNode> rendered = ReleaseDiff.objects(render(values));
    var live = new LinkedHashMap<ReleaseDiff.ObjectKind, List<JsonNode>>();
    if (cluster.isPresent()) {
      for (var kind : ReleaseDiff.kinds(rendered)) {
        live.put(kind, cluster.get().list(kind.apiVersion(), kind.kind(), values.namespace()));
      }
    }
    return ReleaseDiff.of(rendered, values.name(), live);
  }

  private String render(ReleaseValues values) {
    try {
      return helm().render(setup.chart(), values);
    } catch (ChartException refused) {
      throw new DeployException(
          DeployException.Kind.REFUSED,
          Sentence.of("deploy.release.values", String.valueOf(refused.getMessage())));
    }
  }

  /**
   * Makes it, and waits until its pods are ready.
   *
   * @param why asked what kept the pods, if they are not ready in time
   * @throws DeployException if they are not in time; what was there before is back then
   */
  ReleaseRevision apply(ReleaseValues values, Path kubeconfig, Supplier<List<Sentence>> why) {
    try {
      return helm().apply(setup.chart(), values, setup.releaseLimit(), kubeconfig);
    } catch (ChartException failed) {
      var said = new ArrayList<Sentence>();
      said.add(
          Sentence.of("deploy.release.failed", values.name(), String.valueOf(failed.getMessage())));
      said.addAll(why.get());
      Optional<ReleaseRevision> back = current(kubeconfig);
      said.add(
          back.map(revision -> Sentence.of("deploy.release.back", revision.number()))
              .orElseGet(() -> Sentence.of("deploy.release.removed")));
      throw new DeployException(DeployException.Kind.FAILED, said);
    }
  }

  /** The newest revision; empty where there is none. */
  Optional<ReleaseRevision> current(Path kubeconfig) {
    return helm()
        .current(setup.blueprint().system(), setup.blueprint().cluster().namespace(), kubeconfig);
  }

  void remove(Path kubeconfig) {
    helm().remove(setup.blueprint().system(), setup.blueprint().cluster().namespace(), kubeconfig);
  }

  /** The cluster of a template. */
  static Optional<TemplateResource> cluster(SystemTemplate template) {
    return template.resources().stream().filter(r -> r.type() == ResourceType.CLUSTER).findFirst();
  }
}
