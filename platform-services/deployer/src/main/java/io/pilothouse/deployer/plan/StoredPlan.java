package io.pilothouse.deployer.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a person was shown: enough of a plan to see later what has come since.
 *
 * @param changes by {@link DeploymentPlan#digests}
 * @param clusterThere whether the cluster's objects are among them
 */
public record StoredPlan(
    String system, Instant at, String fingerprint, Set<String> changes, boolean clusterThere) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  public StoredPlan {
    changes = Set.copyOf(changes);
  }

  public static StoredPlan of(DeploymentPlan plan) {
    return new StoredPlan(
        plan.system(), plan.at(), plan.fingerprint(), plan.digests(), plan.clusterThere());
  }

  /**
   * The changes of a plan that are not of this one: made by hand since, or by another template.
   * What has been done since is no such change.
   */
  public List<String> newIn(DeploymentPlan now) {
    Set<String> azure =
        now.resources().stream()
            .filter(r -> r.change().acts())
            .map(r -> r.change().digest())
            .collect(java.util.stream.Collectors.toSet());
    return now.digests().stream()
        .filter(d -> !changes.contains(d))
        // Where there was no cluster, none of its objects was shown as it is.
        .filter(d -> clusterThere || azure.contains(d))
        .toList();
  }

  /** The one in a file; empty if there is none that can be read. */
  public static Optional<StoredPlan> read(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(Files.readString(file), StoredPlan.class))
          : Optional.empty();
    } catch (JsonProcessingException torn) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the plan " + file + " cannot be read", e);
    }
  }

  /** Writes it, in place of an earlier one. */
  public void write(Path file) {
    try {
      Path part = Files.createTempFile(Files.createDirectories(folder(file)), "plan", ".part");
      Files.writeString(part, JSON.writeValueAsString(this));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the plan " + file + " cannot be written", e);
    }
  }

  private static Path folder(Path file) {
    return Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
  }
}
