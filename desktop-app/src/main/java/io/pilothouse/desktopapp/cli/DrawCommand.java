package io.pilothouse.desktopapp.cli;

import io.pilothouse.blueprints.drawing.DiagramText;
import io.pilothouse.desktopapp.launch.Blueprints;
import io.pilothouse.desktopapp.topology.MapSvg;
import io.pilothouse.operations.topology.BlueprintMap;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code draw}: a blueprint back as a diagram. */
@Command(
    name = "draw",
    mixinStandardHelpOptions = true,
    description = {
      "Draws a blueprint as Mermaid (.mmd), PlantUML (.puml) or a picture (.svg).",
      "Import reads the first two back."
    })
final class DrawCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..1", paramLabel = "BLUEPRINT", description = "A blueprint of your own.")
  Optional<Path> file = Optional.empty();

  @Option(
      names = "--system",
      paramLabel = "KEY",
      description = "A shipped system (default: ${DEFAULT-VALUE}).",
      defaultValue = "tripgen-prod")
  String system = "tripgen-prod";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Ends in .mmd, .puml or .svg; without it, Mermaid to stdout.")
  Optional<Path> output = Optional.empty();

  @Option(names = "--force", description = "Overwrite a file that is there.")
  boolean force;

  @Override
  public Integer call() {
    var terminal = Terminal.standard();
    String name = output.map(o -> o.toString().toLowerCase(Locale.ROOT)).orElse(".mmd");
    // What is wrong with the output is said before what takes longer.
    if (!name.matches("(?s).*\\.(mmd|mermaid|puml|plantuml|svg)")) {
      throw new ParameterException(
          spec.commandLine(), "-o must end in .mmd, .puml or .svg; found " + name);
    }
    output.ifPresent(o -> OutputFile.check(o, force, spec.commandLine()));
    Blueprint blueprint = Blueprints.load(system, file, terminal::progress);
    String drawing = drawing(name, blueprint);
    if (output.isPresent()) {
      OutputFile.write(output.get(), drawing, spec.commandLine());
      terminal.progress(Sentence.of("command.written", output.get().toString()));
    } else {
      terminal.line(drawing.stripTrailing());
    }
    return ExitCode.FINE;
  }

  private String drawing(String name, Blueprint blueprint) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "puml", "plantuml" -> DiagramText.plantUml(blueprint);
      case "svg" ->
          MapSvg.of(
              BlueprintMap.of(blueprint), blueprint.system() + " · " + blueprint.environment());
      default -> DiagramText.mermaid(blueprint);
    };
  }
}
