package io.pilothouse.deployer.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Why pods of a release are not ready, in Kubernetes' own words.
 *
 * @param reason such as {@code ImagePullBackOff}
 * @param detail what is said about it; may be empty
 * @param pods how many have it
 * @param passing whether it is what every pod goes through
 */
record PodTrouble(String reason, String detail, int pods, boolean passing) {
  private static final Set<String> STARTING = Set.of("ContainerCreating", "PodInitializing");
  private static final String RELEASE = "app.kubernetes.io/instance";

  private record Cause(String reason, String detail, boolean passing) {}

  /** Those of a release's pods, each reason once. Pure. */
  static List<PodTrouble> of(List<JsonNode> pods, String release) {
    var counts = new TreeMap<String, PodTrouble>();
    for (JsonNode pod : pods) {
      if (pod.at("/metadata/labels").path(RELEASE).asText().equals(release)) {
        cause(pod)
            .ifPresent(cause ->
                counts.merge(
                    cause.reason(),
                    new PodTrouble(cause.reason(), cause.detail(), 1, cause.passing()),
                    (all, one) ->
                        new PodTrouble(all.reason, all.detail, all.pods + 1, all.passing)));
      }
    }
    return List.copyOf(counts.values());
  }

  private static Optional<Cause> cause(JsonNode pod) {
    if (Set.of("Succeeded", "Failed").contains(pod.at("/status/phase").asText())
        || !pod.at("/metadata/deletionTimestamp").isMissingNode()) {
      return Optional.empty();
    }
    for (JsonNode container : pod.at("/status/containerStatuses")) {
      JsonNode waiting = container.at("/state/waiting");
      if (!waiting.isMissingNode()) {
        String reason = waiting.path("reason").asText("Waiting");
        return Optional.of(
            new Cause(reason, waiting.path("message").asText(""), STARTING.contains(reason)));
      }
    }
    Map<String, JsonNode> conditions = new TreeMap<>();
    pod.at("/status/conditions").forEach(c -> conditions.put(c.path("type").asText(), c));
    return no(conditions, "PodScheduled", false).or(() -> no(conditions, "Ready", true));
  }

  private static Optional<Cause> no(
      Map<String, JsonNode> conditions, String type, boolean passing) {
    return Optional.ofNullable(conditions.get(type))
        .filter(condition -> condition.path("status").asText().equals("False"))
        .map(condition ->
            new Cause(
                condition.path("reason").asText(type),
                condition.path("message").asText(""),
                passing));
  }

  /** What it is about: an image that cannot be pulled is said by two words in turn. */
  String subject() {
    return reason.equals("ErrImagePull") ? "ImagePullBackOff" : reason;
  }

  /** For a person. */
  static List<Sentence> sentences(List<PodTrouble> troubles) {
    var said = new ArrayList<Sentence>();
    troubles.forEach(t ->
        said.add(
            t.detail.isEmpty()
                ? Sentence.of("deploy.release.pods", t.pods, t.reason)
                : Sentence.of("deploy.release.pods-detail", t.pods, t.reason, t.detail)));
    return said;
  }
}
