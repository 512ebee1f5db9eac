package io.pilothouse.localtwin.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.kubernetes.api.Deletion;
import io.pilothouse.localtwin.kubernetes.api.WriteOptions;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The releases of Helm in a namespace, kept as Helm 3 keeps them: one Secret a revision, named
 * {@code sh.helm.release.v1.NAME.vN}, with the release as gzipped JSON in base64. Helm itself lists
 * and shows them.
 */
final class HelmReleases {
  private static final String TYPE = "helm.sh/release.v1";
  private static final String DEPLOYED = "deployed";
  private static final String SUPERSEDED = "superseded";

  private final KubernetesTwin cluster;
  private final String namespace;

  HelmReleases(KubernetesTwin cluster, String namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
  }

  /**
   * Records that a revision was deployed, and that the one before it is superseded.
   *
   * @param values what the chart was given
   * @param manifest the objects that came of it
   */
  void deployed(
      String name, int revision, Release release, ObjectNode values, List<ObjectNode> manifest) {
    Instant now = cluster.api().clock().instant();
    supersede(name, revision - 1);
    ObjectNode document = Json.object();
    document.put("name", name);
    document
        .putObject("info")
        .put("first_deployed", now.toString())
        .put("last_deployed", now.toString())
        .put("deleted", "")
        .put("description", release.changeCause())
        .put("status", DEPLOYED);
    ObjectNode chart = document.putObject("chart");
    chart
        .putObject("metadata")
        .put("apiVersion", "v2")
        .put("name", name)
        .put("version", release.tag())
        .put("appVersion", release.tag())
        .put("type", "application");
    chart.putNull("lock");
    chart.putArray("templates");
    chart.putObject("values");
    chart.putNull("schema");
    chart.putArray("files");
    document.set("config", values);
    document.put("manifest", text(manifest));
    document.put("version", revision);
    document.put("namespace", namespace);
    write(name, revision, DEPLOYED, document, now);
  }

  private void supersede(String name, int revision) {
    cluster
        .api()
        .find(BuiltInResources.SECRETS, key(name, revision))
        .ifPresent(secret -> {
          ObjectNode document = decode(secret.at("data", "release").asText());
          Json.child(document, "info").put("status", SUPERSEDED);
          cluster.api().delete(BuiltInResources.SECRETS, secret.key(), Deletion.now());
          write(name, revision, SUPERSEDED, document, cluster.api().clock().instant());
        });
  }

  private void write(
      String name, int revision, String status, ObjectNode document, Instant modified) {
    ObjectNode secret = Json.object();
    secret.put("apiVersion", "v1").put("kind", "Secret").put("type", TYPE);
    ObjectNode metadata = secret.putObject("metadata");
    metadata.put("name", key(name, revision).name()).put("namespace", namespace);
    metadata
        .putObject("labels")
        .put("name", name)
        .put("owner", "helm")
        .put("status", status)
        .put("version", Integer.toString(revision))
        .put("modifiedAt", Long.toString(modified.getEpochSecond()));
    secret.putObject("data").put("release", encode(document));
    cluster.api().create(BuiltInResources.SECRETS, namespace, secret, WriteOptions.DEFAULT);
  }

  private ObjectKey key(String name, int revision) {
    return new ObjectKey(namespace, "sh.helm.release.v1." + name + ".v" + revision);
  }

  /** What Helm calls a manifest: the objects as documents of one stream; JSON is YAML too. */
  private static String text(List<ObjectNode> manifest) {
    StringBuilder text = new StringBuilder();
    manifest.forEach(object -> text.append("---\n").append(object).append('\n'));
    return text.toString();
  }

  /** Base64 twice: once by Helm, once as every Secret's data. */
  static String encode(ObjectNode document) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(Json.write(document));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    byte[] byHelm = Base64.getEncoder().encode(bytes.toByteArray());
    return Base64.getEncoder().encodeToString(byHelm);
  }

  static ObjectNode decode(String data) {
    byte[] byHelm = Base64.getDecoder().decode(data);
    try (var gzip =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(byHelm)))) {
      return Json.parse(new String(gzip.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
    } catch (IOException damaged) {
      throw new UncheckedIOException("a release of Helm cannot be read", damaged);
    }
  }
}
