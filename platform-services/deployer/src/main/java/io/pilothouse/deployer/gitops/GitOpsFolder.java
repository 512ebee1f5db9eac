package io.pilothouse.deployer.gitops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.deployer.plan.DeployStage;
import io.pilothouse.deployer.plan.StagedTemplate;
import io.pilothouse.deployer.template.ResourceType;
import io.pilothouse.deployer.template.TemplateResource;
import io.pilothouse.deployer.values.SystemValues;
import io.pilothouse.deployer.values.ValuesFile;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The folder that a team commits for Argo CD: an ApplicationSet, the values of the charts, the
 * template of each stage with its parameters, and a README. The same document makes the same files,
 * byte for byte. What only a deployment knows (tag, tenant, client ids) stands in one file of its
 * own that is never overwritten.
 */
public final class GitOpsFolder {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Where the system's chart is given what only a deployment knows. */
  private static final String OWN_VALUES = "values/deployment.yaml";

  /** The same for the platform's chart, of which no document speaks. */
  private static final String PLATFORM_VALUES = "values/platform.yaml";

  /** What the team fills in: written once. */
  private static final Set<String> OWN = Set.of(OWN_VALUES, PLATFORM_VALUES);

  private final Blueprint blueprint;
  private final StagedTemplate staged;

  /**
   * Makes it; writes nothing yet.
   *
   * @param repository where the folder is committed, and the charts are
   */
  public record Source(String repository, String revision, String path) {}

  private final Source source;

  public GitOpsFolder(Blueprint blueprint, StagedTemplate staged, Source source) {
    // Under the names by which everything is deployed.
    this.blueprint = staged.whole().deployed(blueprint);
    this.staged = staged;
    this.source = source;
  }

  /** The files by their path in the folder. Pure. */
  public Map<String, String> files() {
    var files = new TreeMap<String, String>();
    for (ValuesFile values : ValuesFile.of(blueprint)) {
      files.put("values/" + values.name(), values.text());
    }
    files.put(OWN_VALUES, ownValues());
    files.put(PLATFORM_VALUES, platformValues());
    files.put("applicationset.yaml", applicationSet());
    for (DeployStage stage : DeployStage.values()) {
      if (!staged.resources(stage).isEmpty()) {
        String name = "azure/" + (stage.ordinal() + 1) + "-" + word(stage);
        files.put(name + ".json", text(staged.template(stage)));
        files.put(name + ".parameters.json", parameters(stage));
      }
    }
    files.put("README.md", readme());
    return files;
  }

  /**
   * Writes what differs from what is there.
   *
   * @return the paths of the files that were written
   */
  public List<String> write(Path folder) {
    var written = new ArrayList<String>();
    files()
        .forEach((name, text) -> {
          Path file = folder.resolve(name);
          try {
            boolean there = Files.exists(file);
            if (there && (OWN.contains(name) || Files.readString(file).equals(text))) {
              return;
            }
            Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
            Files.writeString(file, text);
            written.add(name);
          } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
          }
        });
    return written;
  }

  private String applicationSet() {
    String system = blueprint.system();
    boolean blueGreen =
        ValuesFile.of(blueprint).getFirst().text().contains("strategy: \"blueGreen\"")
            || ValuesFile.of(blueprint).getFirst().text().contains("strategy: blueGreen");
    return """
    # Made from the blueprint by: ./pilothouse deploy gitops --system %1$s
    # Our own services come in the first wave, the system's in the second. %6$s
    apiVersion: argoproj.io/v1alpha1
    kind: ApplicationSet
    metadata:
      name: %1$s
      namespace: argocd
    spec:
      goTemplate: true
      goTemplateOptions: [missingkey=error]
      strategy:
        type: RollingSync
        rollingSync:
          steps:
            - matchExpressions: [{key: pilothouse.io/wave, operator: In, values: ["1"]}]
            - matchExpressions: [{key: pilothouse.io/wave, operator: In, values: ["2"]}]
      generators:
        - list:
            elements:
              - {name: %1$s-platform, chart: pilothouse, namespace: pilothouse, wave: "1", values: platform.yaml, deployment: platform.yaml}
              - {name: %1$s, chart: system, namespace: %2$s, wave: "2", values: %1$s.yaml, deployment: deployment.yaml}
      template:
        metadata:
          name: '{{.name}}'
          labels: {pilothouse.io/wave: '{{.wave}}'}
          annotations: {argocd.argoproj.io/sync-wave: '{{.wave}}'}
        spec:
          project: default
          destination: {server: https://kubernetes.default.svc, namespace: '{{.namespace}}'}
          sources:
            - repoURL: %3$s
              targetRevision: %4$s
              path: helm/{{.chart}}
              helm:
                valueFiles:
                  - $values/%5$s/values/{{.values}}
                  - $values/%5$s/values/{{.deployment}}
            - repoURL: %3$s
              targetRevision: %4$s
              ref: values
          syncPolicy:
            # Not automated: a rollback that a person made must not be undone by a machine.
            syncOptions: [CreateNamespace=true, ServerSideApply=true, RespectIgnoreDifferences=true]
            retry: {limit: 3, backoff: {duration: 30s, factor: 2, maxDuration: 5m}}
          ignoreDifferences:
            # The autoscaler's.
            - {group: apps, kind: Deployment, jsonPointers: [/spec/replicas]}
            - {group: argoproj.io, kind: Rollout, jsonPointers: [/spec/replicas]}
    """
        .formatted(
            system,
            blueprint.cluster().namespace(),
            source.repository(),
            source.revision(),
            source.path(),
            blueGreen
                ? "Releases are blue-green by Argo Rollouts."
                : "Releases are rolling updates.");
  }

  private String ownValues() {
    var text =
        new StringBuilder("# What only the deployment knows. Written once; yours from then on.\n");
    text.append("image: {tag: \"\"}\nazure:\n  tenantId: \"\"\n  clientIds:\n");
    SystemValues.of(blueprint)
        .identities()
        .forEach(id -> text.append("    ").append(id).append(": \"\"\n"));
    return text.toString();
  }

  /** Keys of the chart {@code helm/pilothouse} that have no value of their own there. */
  private String platformValues() {
    return """
    # What only the deployment knows of auth-service and api-gateway. Written once; yours from then on.
    image: {registry: %s, tag: ""}
    database:
      # jdbc:postgresql://HOST:5432/auth?sslmode=require, with the addresses of the server.
      url: ""
      cidrs: []
    # A Secret that you make: its keys stand in the chart's values.yaml.
    existingSecret: ""
    gateway:
      toNamespaces: [%s]
      # Addresses of the cache that counts the limits.
      redisCidrs: []
    """
        .formatted(SystemValues.of(blueprint).image().registry(), blueprint.cluster().namespace());
  }

  private String parameters(DeployStage stage) {
    ObjectNode file = JSON.createObjectNode();
    file.put(
            "$schema",
            "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#")
        .put("contentVersion", "1.0.0.0");
    ObjectNode values = file.putObject("parameters");
    staged
        .template(stage)
        .path("parameters")
        .properties()
        .forEach(p -> {
          boolean secret = p.getValue().path("type").asText().startsWith("secure");
          // No secret is committed: Azure takes it from the vault that the stage of its name fills.
          if (secret) {
            if (stage != DeployStage.VAULT) {
              ObjectNode reference = values.putObject(p.getKey()).putObject("reference");
              reference.putObject("keyVault").put("id", vault());
              reference.put("secretName", secretName(p.getKey()));
            }
          } else {
            values.putObject(p.getKey()).put("value", "");
          }
        });
    return text(file);
  }

  /** Id of the vault, which is there when a stage refers to it. */
  private String vault() {
    return staged.whole().resources().stream()
        .filter(r -> r.type() == ResourceType.VAULT)
        .map(TemplateResource::id)
        .findFirst()
        .orElseThrow();
  }

  private String secretName(String parameter) {
    return staged.whole().parameters().stream()
        .filter(p -> p.name().equals(parameter))
        .flatMap(p -> p.vaultSecret().stream())
        .findFirst()
        .orElse(parameter);
  }

  /** The vault's passwords are made where they are deployed, once: again, they would be others. */
  private String passwords(DeployStage stage) {
    var given = new StringBuilder();
    if (stage == DeployStage.VAULT) {
      staged
          .template(stage)
          .path("parameters")
          .properties()
          .forEach(p -> {
            if (p.getValue().path("type").asText().startsWith("secure")) {
              given.append(" ").append(p.getKey()).append("=\"Aa1!$(openssl rand -hex 14)\"");
            }
          });
    }
    return given.isEmpty() ? "" : given + " # once only: deployed again, the passwords change";
  }

  private String readme() {
    var stages = new StringBuilder();
    for (DeployStage stage : DeployStage.values()) {
      if (!staged.resources(stage).isEmpty()) {
        String file = (stage.ordinal() + 1) + "-" + word(stage);
        stages
            .append("az deployment group create -g ")
            .append(staged.whole().group().name())
            .append(" -f azure/")
            .append(file)
            .append(".json -p azure/")
            .append(file)
            .append(".parameters.json")
            .append(passwords(stage))
            .append('\n');
      }
    }
    return """
    # %1$s by GitOps

    Made from the blueprint by `./pilothouse deploy gitops --system %1$s -o THIS-FOLDER`; made again, what is the same is left alone. Change the blueprint, not these files.

    | | |
    |---|---|
    | `applicationset.yaml` | for Argo CD: `kubectl apply -n argocd -f applicationset.yaml` |
    | `values/` | of the charts; `deployment.yaml` (the system) and `platform.yaml` (auth-service, api-gateway) hold what only the deployment knows and are yours |
    | `azure/` | the templates of the stages, in their order, with parameters |

    Azure's part is deployed by `./pilothouse deploy apply`, or by a pipeline:

    ```
    %2$s```

    Argo CD does not sync by itself: a rollback stays until a person syncs.
    %3$s\
    """
        .formatted(blueprint.system(), stages, customMetrics());
  }

  /** What has to be in the cluster for autoscalers that follow a metric of their own. */
  private String customMetrics() {
    List<String> asking = SystemValues.of(blueprint).scaledByOwnMetrics();
    return asking.isEmpty()
        ? ""
        : """

        The autoscalers of %2$s follow metrics of their own, which something in the cluster has to serve (`custom.metrics.k8s.io`). With the Prometheus operator: `monitoring: {collector: prometheusOperator,
        namespace: monitoring, adapter: {enabled: true}}` in `values/deployment.yaml`, and once for the cluster

        ```
        helm upgrade --install prometheus-adapter prometheus-adapter --repo https://prometheus-community.github.io/helm-charts -n monitoring \\
          --set rules.existing=%1$s-prometheus-adapter --set prometheus.url=http://prometheus-operated.monitoring.svc
        ```

        Azure's managed Prometheus does not serve it. The chart's README has the rest.
        """
            .formatted(blueprint.system(), String.join(", ", asking));
  }

  private static String word(DeployStage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }

  private static String text(Object json) {
    try {
      return JSON.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a template is always writable", impossible);
    }
  }
}
