package io.pilothouse.localtwin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KubernetesFaultsTest {

  @Test
  void anApiThatIsCutRefusesAndAnInformerFindsItsWayBack() throws IOException {
    try (RunningTwin running = new RunningTwin()) {
      Config impatient =
          new ConfigBuilder(Config.fromKubeconfig(running.twin.kubeconfig("twin-test", "default")))
              .withRequestRetryBackoffLimit(0)
              .build();
      try (KubernetesClient client = new KubernetesClientBuilder().withConfig(impatient).build();
          SharedIndexInformer<Namespace> namespaces = client.namespaces().inform()) {
        assertThat(namespaces.getStore().getByKey("default")).isNotNull();
        running.twin.faults().cutApi(Duration.ofHours(1));
        assertThatThrownBy(() -> client.namespaces().list())
            .isInstanceOf(KubernetesClientException.class);
        running.namespace("made-meanwhile");
        running.twin.faults().restoreApi();
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> namespaces.getStore().getByKey("made-meanwhile") != null);
      }
    }
  }
}
