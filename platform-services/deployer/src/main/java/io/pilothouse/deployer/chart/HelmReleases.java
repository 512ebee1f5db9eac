package io.pilothouse.deployer.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.ReleaseHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The releases of a cluster: made, looked at, gone back on and removed by Helm itself, which keeps
 * them as Secrets of the namespace. Blocks until what was asked for is there or has failed. Safe
 * for any thread; two at once for one release are refused by Helm.
 *
 * @param kubeconfig a file; its current context is the cluster
 */
public record HelmReleases(Path kubeconfig) {
  private static final Logger LOG = LoggerFactory.getLogger(HelmReleases.class);

  /** What Helm says when no revision is kept; it has no other sign of it. */
  private static final String NOT_FOUND = "release: not found";

  /**
   * Installs a release, or upgrades the one that is there, and waits until its pods are ready. When
   * they are not in time, what was there before is put back: the failed revision stays in the
   * history, the one after it is the old one again; a first release is removed.
   *
   * @param limit within which the pods must be ready; whole seconds
   * @throws ChartException in Helm's words, with the reason; nothing is left half done
   */
  public ReleaseRevision apply(HelmChart chart, ReleaseValues values, Duration limit) {
    // The binding's "upgrade --install" loses the namespace on its way to install.
    if (history(values.name(), values.namespace()).isEmpty()) {
      install(chart, values, limit);
    } else {
      upgrade(chart, values, limit);
    }
    ReleaseRevision now = current(values.name(), values.namespace()).orElseThrow();
    LOG.info(
        "release={} namespace={} revision={} status={}",
        values.name(),
        values.namespace(),
        now.number(),
        now.status());
    return now;
  }

  private void install(HelmChart chart, ReleaseValues values, Duration limit) {
    var command =
        new Helm(chart.folder())
            .install()
            .atomic()
            .waitReady()
            .createNamespace()
            .withTimeout((int) limit.toSeconds())
            .withName(values.name())
            .withNamespace(values.namespace())
            .withKubeConfig(kubeconfig);
    values.files().forEach(command::withValuesFile);
    values.settings().forEach(command::set);
    HelmCalls.call(command::call);
  }

  private void upgrade(HelmChart chart, ReleaseValues values, Duration limit) {
    var command =
        new Helm(chart.folder())
            .upgrade()
            .atomic()
            .waitReady()
            .cleanupOnFail()
            .resetValues()
            .withTimeout((int) limit.toSeconds())
            .withName(values.name())
            .withNamespace(values.namespace())
            .withKubeConfig(kubeconfig);
    values.files().forEach(command::withValuesFile);
    values.settings().forEach(command::set);
    HelmCalls.call(command::call);
  }

  /**
   * Goes back to the values of an earlier revision, with the chart of today: image, sizes and
   * switches are as they were, templates are not.
   *
   * @throws ChartException in Helm's words; also when there is no such revision
   */
  public ReleaseRevision rollback(
      HelmChart chart, String name, String namespace, int revision, Duration limit) {
    String values =
        HelmCalls.call(() ->
            Helm.get(name)
                .values()
                .withRevision(revision)
                .withNamespace(namespace)
                .withKubeConfig(kubeconfig)
                .call());
    Path file = temporary(values);
    try {
      return apply(
          chart,
          new ReleaseValues(name, namespace, List.of(file), java.util.Map.of(), Optional.empty()),
          limit);
    } finally {
      delete(file);
    }
  }

  /** The revisions of a release, oldest first; none where there is no such release. */
  public List<ReleaseRevision> history(String name, String namespace) {
    List<ReleaseHistory> revisions;
    try {
      revisions =
          HelmCalls.call(
              () -> Helm.history(name).withNamespace(namespace).withKubeConfig(kubeconfig).call());
    } catch (ChartException refused) {
      if (String.valueOf(refused.getMessage()).contains(NOT_FOUND)) {
        return List.of();
      }
      throw refused;
    }
    return revisions.stream()
        .map(revision ->
            new ReleaseRevision(
                revision.getRevision(),
                revision.getStatus(),
                revision.getChart(),
                revision.getUpdated().toInstant(),
                revision.getDescription()))
        .sorted(Comparator.comparingInt(ReleaseRevision::number))
        .toList();
  }

  /** The newest revision. */
  public Optional<ReleaseRevision> current(String name, String namespace) {
    return history(name, namespace).stream().reduce((_, last) -> last);
  }

  /**
   * Removes a release and all its objects; does nothing where there is none.
   *
   * @throws ChartException in Helm's words
   */
  public void remove(String name, String namespace) {
    HelmCalls.call(() ->
        Helm.uninstall(name)
            .ignoreNotFound()
            .withNamespace(namespace)
            .withKubeConfig(kubeconfig)
            .call());
    LOG.info("release={} namespace={} removed", name, namespace);
  }

  private static Path temporary(String values) {
    try {
      return Files.writeString(Files.createTempFile("values", ".yaml"), values);
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary file can be written for a release's values", e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("file={} was not deleted", file, e);
    }
  }
}
