package io.pilothouse.deployer.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.pilothouse.deployer.template.DeploymentChoices;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was decided when a system was last applied to a place: it holds for the next plan, status
 * and apply, or the same document would be another template there. Used by one thread.
 */
record KeptChoices(Path file) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /**
   * Those that were kept; none before the first apply.
   *
   * @throws DeployException if there are some that cannot be read
   */
  DeploymentChoices read() {
    if (!Files.exists(file)) {
      return DeploymentChoices.NONE;
    }
    try {
      return JSON.readValue(Files.readString(file), DeploymentChoices.class);
    } catch (JsonProcessingException broken) {
      throw new DeployException(
          DeployException.Kind.REFUSED,
          Sentence.of("deploy.choices", file.toString(), broken.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("the decisions " + file + " cannot be read", e);
    }
  }

  void write(DeploymentChoices choices) {
    try {
      Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
      Path part = Files.createTempFile(Files.createDirectories(folder), "choices", ".part");
      Files.writeString(part, JSON.writeValueAsString(choices) + "\n");
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the decisions " + file + " cannot be written", e);
    }
  }

  void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the decisions " + file + " cannot be removed", e);
    }
  }

  /** What of the kept ones holds now without having been said again; empty if nothing does. */
  static Optional<Sentence> told(DeploymentChoices said, DeploymentChoices kept) {
    var flags = new ArrayList<String>();
    entries("--region", kept.regions().keySet(), said.regions().keySet(), flags);
    entries("--name", kept.names().keySet(), said.names().keySet(), flags);
    entries("--parameter", kept.parameters().keySet(), said.parameters().keySet(), flags);
    if (!said.accepted().contains(DeploymentChoices.ALL)) {
      entries("--accept", kept.accepted(), said.accepted(), flags);
    }
    single("--suffix", kept.suffix(), said.suffix(), flags);
    single("--kubernetes-version", kept.kubernetesVersion(), said.kubernetesVersion(), flags);
    single("--administrators", kept.administrators(), said.administrators(), flags);
    single("--tag", kept.imageTag(), said.imageTag(), flags);
    return flags.isEmpty()
        ? Optional.empty()
        : Optional.of(Sentence.of("deploy.note.kept", String.join(", ", flags)));
  }

  private static void entries(
      String flag, java.util.Set<String> kept, java.util.Set<String> said, List<String> flags) {
    long count = kept.stream().filter(key -> !said.contains(key)).count();
    if (count > 0) {
      flags.add(flag + " (" + count + ")");
    }
  }

  private static void single(
      String flag, Optional<String> kept, Optional<String> said, List<String> flags) {
    if (said.isEmpty()) {
      kept.ifPresent(value -> flags.add(flag + " " + (value.isEmpty() ? "\"\"" : value)));
    }
  }
}
