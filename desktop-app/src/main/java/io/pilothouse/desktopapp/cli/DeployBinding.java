package io.pilothouse.desktopapp.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.pilothouse.deployer.run.BlueprintBinding;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/** Where it is kept which resource is which component. */
final class DeployBinding {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private DeployBinding() {}

  /** Writes it into the blueprint's own file where one is given, else beside the plan. */
  static Path write(
      Blueprint blueprint,
      DeployOptions options,
      Map<String, String> binding,
      CommandLine command) {
    if (options.place.blueprint.isPresent() && !binding.isEmpty()) {
      Path own = options.place.blueprint.get();
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
    Path file =
        DeployOptions.folder(
                options.place.connection.isPresent() ? "system" : "twin", blueprint.system())
            .resolve("binding.json");
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
