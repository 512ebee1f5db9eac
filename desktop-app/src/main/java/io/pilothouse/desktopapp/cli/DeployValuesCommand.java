package io.pilothouse.desktopapp.cli;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.deployer.values.ValuesFile;
import io.pilothouse.desktopapp.launch.Blueprints;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deploy values}: what the chart {@code helm/system} is given for a system. */
@Command(
    name = "values",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the values of the chart helm/system for a system.",
      "SYSTEM.yaml is as its document has it, SYSTEM.development.yaml for a cluster of developers. Files that are there are overwritten."
    })
final class DeployValuesCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..1", paramLabel = "BLUEPRINT", description = "A blueprint of your own.")
  Optional<Path> file = Optional.empty();

  @Option(names = "--system", paramLabel = "KEY", description = "A shipped system.")
  Optional<String> system = Optional.empty();

  @Option(names = "--all", description = "All shipped systems.")
  boolean all;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "The folder to write to; without it, the first file goes to stdout.")
  Optional<Path> folder = Optional.empty();

  @Override
  public Integer call() {
    int sources = (file.isPresent() ? 1 : 0) + (system.isPresent() ? 1 : 0) + (all ? 1 : 0);
    if (sources != 1) {
      throw new ParameterException(
          spec.commandLine(),
          "name a blueprint file, a shipped system by --system, or --all: one of the three");
    }
    if (all && folder.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--all needs -o DIR to write the files to");
    }
    var terminal = Terminal.standard();
    List<ValuesFile> files =
        blueprints(terminal).stream().flatMap(b -> ValuesFile.of(b).stream()).toList();
    if (folder.isEmpty()) {
      terminal.line(files.getFirst().text().stripTrailing());
      return ExitCode.FINE;
    }
    for (var values : files) {
      Path target = folder.get().resolve(values.name());
      OutputFile.write(target, values.text(), spec.commandLine());
      terminal.progress(Sentence.of("command.written", target.toString()));
    }
    return ExitCode.FINE;
  }

  private List<Blueprint> blueprints(Terminal terminal) {
    List<String> keys = all ? ShippedSystems.keys() : List.of(system.orElse(""));
    return keys.stream().map(key -> Blueprints.load(key, file, terminal::progress)).toList();
  }
}
