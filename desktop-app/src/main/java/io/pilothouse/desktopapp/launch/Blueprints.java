package io.pilothouse.desktopapp.launch;

import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.blueprints.BlueprintResult;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.nio.file.Path;
import java.util.List;
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
  public static Blueprint load(String system, Optional<Path> file, Consumer<Sentence> progress) {
    if (file.isEmpty()) {
      return ShippedSystems.load(system)
          .orElseThrow(() ->
              CannotOpenException.badRequest(
                  Sentence.of("launch.no-system", system, List.copyOf(ShippedSystems.keys()))));
    }
    return switch (new BlueprintLoader().load(file.get())) {
      case BlueprintResult.Loaded loaded -> {
        loaded
            .warnings()
            .forEach(warning -> progress.accept(Sentence.verbatim(warning.toString())));
        yield loaded.blueprint();
      }
      case BlueprintResult.Invalid invalid ->
          throw CannotOpenException.badRequest(Sentence.verbatim(invalid.report()));
    };
  }
}
