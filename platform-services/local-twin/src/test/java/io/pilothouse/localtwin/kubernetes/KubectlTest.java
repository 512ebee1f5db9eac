package io.pilothouse.localtwin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stock kubectl against the twin's cluster, as an operator would type it. */
class KubectlTest {
  @TempDir static Path folder;
  private static RunningTwin running;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(entry -> Files.isExecutable(Path.of(entry, "kubectl"))),
        "no kubectl on the PATH");
    running = new RunningTwin();
    running.twin.writeKubeconfig(folder.resolve("kubeconfig"), "twin-test", "default");
  }

  @AfterAll
  static void stop() {
    if (running != null) {
      running.close();
    }
  }

  @Test
  void showsTheCluster() throws Exception {
    assertThat(kubectl("version")).contains("Server Version: v1.29.7");
    assertThat(kubectl("get", "nodes", "-L", "topology.kubernetes.io/zone"))
        .contains("aks-application-", "Ready", "koreacentral-3");
    assertThat(kubectl("api-resources", "--api-group=autoscaling"))
        .contains("horizontalpodautoscalers", "hpa");
    assertThat(kubectl("auth", "can-i", "delete", "pods")).contains("yes");
    assertThat(kubectl("auth", "can-i", "--list")).contains("*.*");
  }

  @Test
  void deploysLooksRollsBackAndScales() throws Exception {
    running.namespace("shop");
    running.millicores.put("shop", 35.0);
    apply(
        RunningTwin.deployment("shop", "web", "web:1", 2)
            + "---\n"
            + RunningTwin.autoscaler("shop", "web", 2, 4));
    assertThat(kubectl("-n", "shop", "rollout", "status", "deploy/web", "--timeout=20s"))
        .contains("successfully rolled out");
    assertThat(kubectl("get", "deploy,hpa,pods", "-A"))
        .contains("deployment.apps/web", "2/2", "horizontalpodautoscaler.autoscaling/web")
        .contains("Running");
    assertThat(kubectl("-n", "shop", "describe", "deploy", "web"))
        .contains("MinimumReplicasAvailable", "ScalingReplicaSet");

    kubectl("-n", "shop", "set", "image", "deploy/web", "web=web:2");
    kubectl("-n", "shop", "rollout", "status", "deploy/web", "--timeout=20s");
    kubectl("-n", "shop", "rollout", "undo", "deploy/web", "--to-revision=1");
    kubectl("-n", "shop", "rollout", "status", "deploy/web", "--timeout=20s");
    assertThat(kubectl("-n", "shop", "rollout", "history", "deploy/web"))
        .containsPattern("(?s)2 .*3 ")
        .doesNotContainPattern("(?m)^1 ");
    assertThat(
            kubectl(
                "-n",
                "shop",
                "get",
                "deploy",
                "web",
                "-o",
                "jsonpath={.spec.template.spec.containers[0].image}"))
        .isEqualTo("web:1");

    kubectl("-n", "shop", "delete", "hpa", "web");
    kubectl("-n", "shop", "scale", "deploy/web", "--replicas=3");
    kubectl("-n", "shop", "rollout", "status", "deploy/web", "--timeout=20s");
    assertThat(kubectl("-n", "shop", "top", "pods", "--no-headers").lines())
        .hasSize(3)
        .allMatch(line -> line.contains("35m") && line.contains("32Mi"));
    assertThat(kubectl("-n", "shop", "logs", "deploy/web", "--tail=1"))
        .contains("served by web-")
        .doesNotContain("an old line");
    assertThat(kubectl("-n", "shop", "get", "events"))
        .contains("ScalingReplicaSet", "SuccessfulCreate", "Scheduled");
    assertThat(kubectl("-n", "shop", "delete", "deploy", "web")).contains("deleted");
  }

  @Test
  void followsAStatefulSetADaemonSetAndAJob() throws Exception {
    running.namespace("kinds");
    apply(RunningTwin.statefulSet("kinds", "store", "store:1", 2));
    assertThat(kubectl("-n", "kinds", "rollout", "status", "statefulset/store", "--timeout=20s"))
        .contains("partitioned roll out complete: 2 new pods have been updated");
    kubectl("-n", "kinds", "set", "image", "statefulset/store", "store=store:2");
    kubectl("-n", "kinds", "rollout", "status", "statefulset/store", "--timeout=20s");
    assertThat(kubectl("-n", "kinds", "rollout", "history", "statefulset/store"))
        .containsPattern("(?s)1 .*2 ");
    kubectl("-n", "kinds", "rollout", "undo", "statefulset/store");
    kubectl("-n", "kinds", "rollout", "status", "statefulset/store", "--timeout=20s");
    assertThat(kubectl("-n", "kinds", "get", "sts,pods,pvc"))
        .contains("statefulset.apps/store", "2/2", "pod/store-0", "pod/store-1", "disk-store-1");
    assertThat(
            kubectl(
                "-n",
                "kinds",
                "get",
                "pod",
                "store-1",
                "-o",
                "jsonpath={.spec.containers[0].image}"))
        .isEqualTo("store:1");
    apply(
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: agent, namespace: kinds}
        spec:
          selector: {matchLabels: {app: agent}}
          template:
            metadata: {labels: {app: agent}}
            spec: {containers: [{name: agent, image: "agent:1"}]}
        """);
    assertThat(kubectl("-n", "kinds", "rollout", "status", "ds/agent", "--timeout=20s"))
        .contains("successfully rolled out");
    kubectl("-n", "kinds", "create", "job", "import", "--image=import:done");
    assertThat(kubectl("-n", "kinds", "wait", "--for=condition=complete", "job/import"))
        .contains("condition met");
    assertThat(kubectl("-n", "kinds", "logs", "job/import")).contains("imported");
    assertThat(kubectl("-n", "kinds", "get", "jobs")).contains("Complete", "1/1");
  }

  @Test
  void appliesTwiceFromTheClientAndFromTheServer() throws Exception {
    String map =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: default}
        data: {a: "1", b: "2"}
        """;
    assertThat(apply(map)).contains("configmap/settings created");
    assertThat(apply(map)).contains("unchanged");
    assertThat(apply(map.replace(", b: \"2\"", ""))).contains("configured");
    assertThat(kubectl("get", "cm", "settings", "-o", "jsonpath={.data}"))
        .isEqualTo("{\"a\":\"1\"}");
    Path file = Files.writeString(folder.resolve("server.yaml"), map.replace("settings", "served"));
    assertThat(kubectl("apply", "--server-side", "-f", file.toString()))
        .contains("serverside-applied");
    assertThat(
            kubectl(
                "get",
                "cm",
                "served",
                "-o",
                "jsonpath={.metadata.managedFields[0].manager}",
                "--show-managed-fields"))
        .isEqualTo("kubectl");
    assertThat(kubectl("create", "secret", "generic", "key", "--from-literal=a=b"))
        .contains("secret/key created");
  }

  @Test
  void answersWhatAPersonMayDoAndRefusesTheRest() throws Exception {
    running.namespace("guarded");
    kubectl(
        "-n", "guarded", "create", "rolebinding", "reader", "--clusterrole=view", "--user=jane");
    assertThat(kubectl("-n", "guarded", "auth", "can-i", "list", "pods", "--as=jane"))
        .contains("yes");
    assertThat(refused("-n", "guarded", "auth", "can-i", "delete", "pods", "--as=jane"))
        .contains("no");
    assertThat(refused("auth", "can-i", "list", "pods", "-n", "default", "--as=jane"))
        .contains("no");
    assertThat(kubectl("-n", "guarded", "get", "pods", "--as=jane")).contains("No resources");
    assertThat(refused("-n", "guarded", "create", "configmap", "mine", "--as=jane"))
        .contains(
            "User \"jane\" cannot create resource \"configmaps\" in API group \"\" in the"
                + " namespace \"guarded\"");
    assertThat(kubectl("-n", "guarded", "auth", "can-i", "--list", "--as=jane"))
        .contains("deployments.apps", "[get list watch]")
        .doesNotContain("*.*");
    assertThat(kubectl("auth", "whoami", "--as=jane", "--as-group=readers"))
        .contains("jane", "readers");
    String token = kubectl("-n", "guarded", "create", "token", "default").strip();
    assertThat(refused("--token=" + token, "-n", "guarded", "get", "pods"))
        .contains("system:serviceaccount:guarded:default");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          deployment made --image=web:1 --replicas=2 --port=80 | deploy made  | {.spec.replicas} {.spec.template.spec.containers[0].ports[0].containerPort} | 2 80
          service clusterip made --tcp=80:8080                 | svc made     | {.spec.ports[0].targetPort} {.spec.selector.app}                           | 8080 made
          quota made --hard=pods=3,cpu=2                       | quota made   | {.spec.hard.cpu} {.spec.hard.pods}                                         | 2 3
          pdb made --selector=app=made --min-available=50%     | pdb made     | {.spec.minAvailable} {.spec.selector.matchLabels.app}                      | 50% made
          role made --verb=get,list --resource=pods            | role made    | {.rules[0].verbs} {.rules[0].resources[0]}                                 | ["get","list"] pods
          sa made                                              | sa made      | {.metadata.name}                                                           | made
          job made --image=web:1                               | job made     | {.spec.template.spec.containers[0].image}                                  | web:1
          """)
  void createsFromTheCommandLine(String what, String object, String path, String expected)
      throws Exception {
    running.namespace("made");
    kubectl(arguments("-n made create " + what));
    String[] get = arguments("-n made get " + object + " -o");
    String[] asked = Arrays.copyOf(get, get.length + 1);
    asked[get.length] = "jsonpath=" + path;
    assertThat(kubectl(asked)).isEqualTo(expected);
  }

  @Test
  void installsServesAndRemovesACustomResource() throws Exception {
    apply(
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: rollouts.argoproj.io}
        spec:
          group: argoproj.io
          scope: Namespaced
          names: {plural: rollouts, kind: Rollout, shortNames: [ro]}
          versions:
            - name: v1alpha1
              served: true
              storage: true
              subresources: {status: {}, scale: {specReplicasPath: .spec.replicas}}
              additionalPrinterColumns:
                - {name: Desired, type: integer, jsonPath: .spec.replicas}
                - {name: Healthy, type: string, jsonPath: '.status.conditions[?(@.type=="Healthy")].status'}
              schema:
                openAPIV3Schema:
                  type: object
                  properties:
                    spec:
                      type: object
                      required: [strategy]
                      properties:
                        replicas: {type: integer, default: 2}
                        strategy: {type: string, enum: [canary, blue-green]}
                    status: {type: object, x-kubernetes-preserve-unknown-fields: true}
        """);
    kubectl("wait", "--for=condition=Established", "crd/rollouts.argoproj.io", "--timeout=10s");
    String rollout =
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata: {name: web, namespace: default}
        spec: {strategy: canary}
        """;
    apply(rollout);
    kubectl(
        "patch",
        "ro",
        "web",
        "--subresource=status",
        "--type=merge",
        "-p",
        "{\"status\":{\"conditions\":[{\"type\":\"Healthy\",\"status\":\"True\"}]}}");
    assertThat(kubectl("get", "ro")).containsPattern("DESIRED +HEALTHY").containsPattern("2 +True");
    kubectl("scale", "ro/web", "--replicas=5");
    assertThat(kubectl("get", "ro", "web", "-o", "jsonpath={.spec.replicas}")).isEqualTo("5");
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), rollout.replace("canary", "hope"));
    assertThat(refused("apply", "-f", wrong.toString())).contains("Unsupported value: \"hope\"");
    kubectl("delete", "crd", "rollouts.argoproj.io", "--timeout=20s");
    assertThat(refused("get", "ro")).contains("could not find the requested resource");
  }

  private static String[] arguments(String line) {
    return line.split(" ");
  }

  @Test
  void drainsANodeWithinTheBudget() throws Exception {
    running.namespace("drained");
    apply(
        RunningTwin.deployment("drained", "web", "web:1", 3)
            + """
            ---
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {name: web, namespace: drained}
            spec: {minAvailable: 2, selector: {matchLabels: {app: web}}}
            """);
    kubectl("-n", "drained", "rollout", "status", "deploy/web", "--timeout=20s");
    String node =
        kubectl("-n", "drained", "get", "pods", "-o", "jsonpath={.items[0].spec.nodeName}");
    assertThat(kubectl("drain", node, "--ignore-daemonsets", "--timeout=30s")).contains("drained");
    assertThat(kubectl("get", "node", node)).contains("SchedulingDisabled");
    kubectl("uncordon", node);
    assertThat(kubectl("delete", "ns", "drained", "--timeout=30s")).contains("deleted");
  }

  private static String apply(String documents) throws Exception {
    Path file = Files.writeString(folder.resolve("apply.yaml"), documents);
    return kubectl("apply", "-f", file.toString());
  }

  private static String kubectl(String... arguments) throws Exception {
    return run(0, arguments);
  }

  private static String refused(String... arguments) throws Exception {
    return run(1, arguments);
  }

  private static String run(int exit, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "kubectl",
                "--kubeconfig=" + folder.resolve("kubeconfig"),
                "--cache-dir=" + folder.resolve("cache")));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "kubectl", ".out");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      fail("kubectl " + String.join(" ", arguments) + " did not end:\n" + Files.readString(output));
    }
    String text = Files.readString(output);
    assertThat(process.exitValue())
        .as("kubectl %s:%n%s", String.join(" ", arguments), text)
        .isEqualTo(exit);
    return text;
  }
}
