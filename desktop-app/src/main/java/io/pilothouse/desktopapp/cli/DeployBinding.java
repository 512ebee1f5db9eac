package io.pilothouse.desktopapp.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.pilothouse.deployer.run.BlueprintBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine;

/** Where it is kept which resource is which component. */
final class DeployBinding {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private DeployBinding() {}

  /** Writes it into the blueprint's own file where one is given, else beside the plan. */
  static Path write(
      Path folder, Optional<Path> document, Map<String, String> binding, CommandLine command) {
    if (document.isPresent() && !binding.isEmpty()) {
      Path own = document.get();
      try {
        String text = Files.readString(own);
        String bound = BlueprintBinding.written(own.toString(), text, binding);
        if (!bound.equals(text)) {
          OutputFile.write(own, bound, command);
        }
        return own;
      } catch (IOException e) {
        throw new UncheckedIOException("the blueprint " + own + " cannot be read", e);
      }
    }
    Path file = folder.resolve("binding.json");
    if (!binding.isEmpty()) {
      try {
        OutputFile.write(file, JSON.writeValueAsString(new TreeMap<>(binding)) + "\n", command);
      } catch (JsonProcessingException impossible) {
        throw new IllegalStateException("a binding is always writable", impossible);
      }
    }
    return file;
  }
}
