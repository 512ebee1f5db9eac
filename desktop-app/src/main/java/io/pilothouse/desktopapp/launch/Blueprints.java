package io.pilothouse.desktopapp.launch;

import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.blueprints.BlueprintResult;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds the blueprint that a target means. */
public final class Blueprints {
  private Blueprints() {}

  /**
   * The blueprint in a file, else the shipped one.
   *
   * @throws CannotOpenException with every problem of the file, or the keys that there are
   */
  public static Blueprint load(String system, Optional<Path> file, Consumer<String> progress) {
    if (file.isEmpty()) {
      return ShippedSystems.load(system)
          .orElseThrow(() ->
              CannotOpenException.badRequest(
                  "no system is called \""
                      + system
                      + "\"; shipped are "
                      + String.join(", ", ShippedSystems.keys())
                      + ". Name one with --system, or a file of your own with --blueprint."));
    }
    return switch (new BlueprintLoader().load(file.get())) {
      case BlueprintResult.Loaded loaded -> {
        loaded.warnings().forEach(warning -> progress.accept(warning.toString()));
        yield loaded.blueprint();
      }
      case BlueprintResult.Invalid invalid ->
          throw CannotOpenException.badRequest(invalid.report());
    };
  }
}
