package io.pilothouse.desktopapp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line as a script calls it: a process of its own, with a home of its own. */
final class PilothouseProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedReader out;
  private final Path errors;

  private PilothouseProcess(Process process, Path errors) {
    this.process = process;
    this.out =
        new BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.errors = errors;
  }

  static PilothouseProcess start(Path home, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Dsun.net.httpserver.nodelay=true",
            "-cp",
            System.getProperty("java.class.path"),
            "io.pilothouse.desktopapp.Main"));
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile(home, "stderr", ".txt");
    var builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().put("PILOTHOUSE_HOME", home.toString());
    builder.environment().put("KUBECONFIG", home.resolve("kubeconfig").toString());
    builder.environment().remove("DISPLAY");
    builder.environment().remove("WAYLAND_DISPLAY");
    return new PilothouseProcess(builder.start(), errors);
  }

  /** Runs to the end. */
  static Result run(Path home, String... arguments) throws IOException, InterruptedException {
    try (var running = start(home, arguments)) {
      var lines = new ArrayList<String>();
      for (String line = running.out.readLine(); line != null; line = running.out.readLine()) {
        lines.add(line);
      }
      if (!running.process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("still running: " + String.join(" ", arguments));
      }
      return new Result(running.process.exitValue(), lines, running.errors());
    }
  }

  /** The first line that it prints, as JSON. */
  JsonNode firstLine() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IllegalStateException("ended without a line; it said: " + errors());
    }
    return JSON.readTree(line);
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  String errors() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  record Result(int exitCode, List<String> lines, String errors) {
    JsonNode json() throws IOException {
      if (lines.size() != 1) {
        throw new IllegalStateException(
            "expected one line, found " + lines + "; it said: " + errors);
      }
      return JSON.readTree(lines.getFirst());
    }
  }
}
