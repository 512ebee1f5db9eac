package io.pilothouse.kubernetesconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.estate.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesConnectionTest {
  private static final String TWO_CONTEXTS =
      """
      apiVersion: v1
      kind: Config
      current-context: blue
      clusters:
        - {name: c1, cluster: {server: "http://127.0.0.1:1"}}
        - {name: c2, cluster: {server: "http://127.0.0.1:2"}}
      contexts:
        - {name: blue, context: {cluster: c1, user: u, namespace: shop}}
        - {name: green, context: {cluster: c2, user: u}}
      users:
        - {name: u, user: {token: t}}
      """;

  @TempDir private Path folder;

  private Connection.Kubernetes connection(String kubeconfig, String... context)
      throws IOException {
    Path file = Files.writeString(folder.resolve("config"), kubeconfig);
    return new Connection.Kubernetes(
        Optional.of(file.toString()),
        context.length == 0 ? Optional.empty() : Optional.of(context[0]));
  }

  @Test
  void opensTheCurrentContext() throws Exception {
    try (var open = KubernetesConnection.open(connection(TWO_CONTEXTS))) {
      assertThat(open.context()).isEqualTo("blue");
      assertThat(open.server()).isEqualTo("http://127.0.0.1:1/");
      assertThat(open.namespace()).isEqualTo("shop");
    }
  }

  @Test
  void opensANamedContext() throws Exception {
    try (var open = KubernetesConnection.open(connection(TWO_CONTEXTS, "green"))) {
      assertThat(open.server()).isEqualTo("http://127.0.0.1:2/");
      assertThat(open.namespace()).isEqualTo("default");
    }
  }

  @Test
  void namesTheContextsThatThereAre() throws IOException {
    var wrong = connection(TWO_CONTEXTS, "red");
    assertThatThrownBy(() -> KubernetesConnection.open(wrong))
        .isInstanceOf(ControlException.Rejected.class)
        .hasMessageContaining("There is no context red in ")
        .hasMessageEndingWith("; there are: blue, green.");
  }

  @Test
  void asksForAContextWhenNoneIsCurrent() throws IOException {
    var none = connection(TWO_CONTEXTS.replace("current-context: blue\n", ""));
    assertThatThrownBy(() -> KubernetesConnection.open(none))
        .hasMessage("The kubeconfig has no current context; name one of: blue, green.");
  }

  @Test
  void saysWhenTheFileIsNotThereOrNoKubeconfig() throws IOException {
    String absent = folder.resolve("absent").toString();
    assertThatThrownBy(() ->
            KubernetesConnection.open(
                new Connection.Kubernetes(Optional.of(absent), Optional.empty())))
        .hasMessage("There is no kubeconfig at " + absent + ".");
    var garbage = connection("]not yaml[");
    assertThatThrownBy(() -> KubernetesConnection.open(garbage))
        .isInstanceOf(ControlException.Rejected.class)
        .hasMessageContaining("is not a kubeconfig");
  }

  @Test
  void saysThatNothingListens() throws Exception {
    try (var open = KubernetesConnection.open(connection(TWO_CONTEXTS))) {
      assertThatThrownBy(() -> open.deployments().read("shop", "cart"))
          .isInstanceOf(ControlException.Unreachable.class)
          .hasMessageContaining("http://127.0.0.1:1/ refuses connections");
    }
  }
}
