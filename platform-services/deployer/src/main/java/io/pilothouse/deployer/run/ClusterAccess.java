package io.pilothouse.deployer.run;

import io.pilothouse.deployer.azure.DeploymentClient;
import io.pilothouse.deployer.template.TemplateResource;
import io.pilothouse.kubernetesconnector.KubernetesConnection;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.estate.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The way to the cluster that was deployed: by the connection's kubeconfig, else by the credentials
 * that Azure hands out. @param kubeconfig its current context is the cluster
 */
record ClusterAccess(Path kubeconfig, KubernetesConnection connection) implements AutoCloseable {

  /** Opens it; empty while the cluster is not there. */
  static Optional<ClusterAccess> open(
      DeploymentSetup setup, DeploymentClient azure, Optional<TemplateResource> cluster)
      throws ControlException {
    if (cluster.isEmpty()
        || azure.read(cluster.get().id(), cluster.get().type().apiVersion()).isEmpty()) {
      return Optional.empty();
    }
    Optional<Connection.Kubernetes> given =
        setup.connection().kubernetes().filter(k -> k.kubeconfig().isPresent());
    if (given.isPresent()) {
      return Optional.of(
          new ClusterAccess(
              Path.of(given.get().kubeconfig().orElseThrow()),
              KubernetesConnection.open(given.get())));
    }
    Optional<String> credentials =
        azure.kubeconfig(cluster.get().id(), cluster.get().type().apiVersion());
    if (credentials.isEmpty()) {
      return Optional.empty();
    }
    Path file = write(setup.folder().resolve("kubeconfig"), credentials.get());
    return Optional.of(
        new ClusterAccess(
            file,
            KubernetesConnection.open(
                new Connection.Kubernetes(Optional.of(file.toString()), Optional.empty()))));
  }

  private static Path write(Path file, String text) {
    try {
      Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
      Files.deleteIfExists(file);
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("the kubeconfig " + file + " cannot be written", e);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
