package io.pilothouse.deployer.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Helm as a program, version 3 or later. @param program its path */
public record HelmBinary(Path program) implements HelmEngine {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String render(Path chart, ReleaseValues values) {
    var command = new ArrayList<>(List.of("template", values.name(), chart.toString()));
    values.kubernetesVersion().ifPresent(v -> command.addAll(List.of("--kube-version", v)));
    return run(with(command, values));
  }

  @Override
  public ReleaseRevision apply(Path chart, ReleaseValues values, Duration limit, Path kubeconfig) {
    var command =
        new ArrayList<>(
            List.of(
                "upgrade",
                "--install",
                "--create-namespace",
                "--atomic",
                "--cleanup-on-fail",
                "--reset-values",
                "--wait",
                "--timeout",
                limit.toSeconds() + "s",
                "--kubeconfig",
                kubeconfig.toString(),
                values.name(),
                chart.toString()));
    run(with(command, values));
    return current(values.name(), values.namespace(), kubeconfig).orElseThrow();
  }

  @Override
  public Optional<ReleaseRevision> current(String name, String namespace, Path kubeconfig) {
    try {
      JsonNode last =
          JSON.readTree(
                  run(
                      List.of(
                          "history",
                          name,
                          "--namespace",
                          namespace,
                          "--max",
                          "1",
                          "--output",
                          "json",
                          "--kubeconfig",
                          kubeconfig.toString())))
              .path(0);
      return Optional.of(
          new ReleaseRevision(
              last.path("revision").asInt(),
              last.path("status").asText(),
              last.path("chart").asText(),
              OffsetDateTime.parse(last.path("updated").asText()).toInstant(),
              last.path("description").asText()));
    } catch (JsonProcessingException e) {
      throw new ChartException("helm history did not answer with JSON", e);
    } catch (ChartException refused) {
      if (String.valueOf(refused.getMessage()).contains("release: not found")) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  @Override
  public void remove(String name, String namespace, Path kubeconfig) {
    run(
        List.of(
            "uninstall",
            name,
            "--ignore-not-found",
            "--namespace",
            namespace,
            "--kubeconfig",
            kubeconfig.toString()));
  }

  private static List<String> with(List<String> command, ReleaseValues values) {
    var all = new ArrayList<>(command);
    all.addAll(List.of("--namespace", values.namespace()));
    values.files().forEach(file -> all.addAll(List.of("--values", file.toString())));
    values.settings().forEach((path, value) -> all.addAll(List.of("--set", path + "=" + value)));
    return all;
  }

  private String run(List<String> arguments) {
    var command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).start();
      process.getOutputStream().close();
      var errors =
          CompletableFuture.supplyAsync(
              () -> text(process.getErrorStream()), Thread::startVirtualThread);
      String output = text(process.getInputStream());
      if (process.waitFor() != 0) {
        throw new ChartException(
            errors.join().strip(), new IOException(program + " " + arguments.getFirst()));
      }
      return output;
    } catch (IOException e) {
      throw new ChartException(program + " could not be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChartException(program + " was interrupted", e);
    }
  }

  private static String text(java.io.InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
