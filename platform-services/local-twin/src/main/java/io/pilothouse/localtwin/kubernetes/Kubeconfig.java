package io.pilothouse.localtwin.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/**
 * A kubeconfig file with one context, readable by its owner only. JSON, which every reader of YAML
 * reads.
 */
final class Kubeconfig {

  private Kubeconfig() {}

  static String text(String context, URI server, String authority, String token, String namespace) {
    ObjectNode config = Json.object();
    config.put("apiVersion", "v1");
    config.put("kind", "Config");
    config.put("current-context", context);
    ObjectNode cluster = config.putArray("clusters").addObject();
    cluster
        .put("name", context)
        .putObject("cluster")
        .put("server", server.toString())
        .put(
            "certificate-authority-data",
            Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.US_ASCII)));
    ObjectNode user = config.putArray("users").addObject();
    user.put("name", context).putObject("user").put("token", token);
    ObjectNode entry = config.putArray("contexts").addObject();
    entry
        .put("name", context)
        .putObject("context")
        .put("cluster", context)
        .put("user", context)
        .put("namespace", namespace);
    return config.toString();
  }

  static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, text);
  }
}
