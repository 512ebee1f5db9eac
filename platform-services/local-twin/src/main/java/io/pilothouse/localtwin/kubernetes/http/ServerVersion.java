package io.pilothouse.localtwin.kubernetes.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Json;

/** The version document of the API server. */
record ServerVersion(String gitVersion) {

  ObjectNode document() {
    String[] parts = gitVersion.substring(1).split("[.+-]");
    ObjectNode document = Json.object();
    document.put("major", parts[0]);
    document.put("minor", parts[1]);
    document.put("gitVersion", gitVersion);
    document.put("gitCommit", "");
    document.put("gitTreeState", "clean");
    document.put("buildDate", "1970-01-01T00:00:00Z");
    document.put("goVersion", "");
    document.put("compiler", "javac");
    document.put(
        "platform",
        System.getProperty("os.name", "").toLowerCase(java.util.Locale.ROOT)
            + "/"
            + System.getProperty("os.arch", ""));
    return document;
  }
}
