package io.pilothouse.desktopapp.cli;

import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.blueprints.BlueprintResult;
import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.importing.BlueprintImporter;
import io.pilothouse.blueprints.importing.BlueprintWriter;
import io.pilothouse.blueprints.importing.ImportRequest;
import io.pilothouse.blueprints.importing.ImportResult;
import io.pilothouse.blueprints.text.Note;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.io.IOException;
import java.nio.file.Files;
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

/** {@code import}: makes a blueprint of a team's own documents. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a blueprint of a team's own documents.",
      "Reads Mermaid flowcharts, PlantUML component diagrams and Markdown, several files of one system at once. What was not understood is listed.",
      "Over a blueprint that is there it merges: bindings and values made by hand stay."
    })
final class ImportCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The documents of one system.")
  List<Path> files = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the blueprint goes; without it, to stdout.")
  Optional<Path> output = Optional.empty();

  @Option(
      names = "--system",
      paramLabel = "KEY",
      description = "Key of the system, such as tripgen-prod; otherwise the output's name.")
  Optional<String> system = Optional.empty();

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      defaultValue = "production",
      description =
          "Which one is read of documents that describe several (default: ${DEFAULT-VALUE}).")
  String environment = "production";

  @Option(
      names = "--dictionary",
      paramLabel = "FILE",
      description = "Words of your own, tried before the shipped ones.")
  Optional<Path> dictionary = Optional.empty();

  @Option(names = "--fresh", description = "Do not merge with the blueprint that is there.")
  boolean fresh;

  @Option(names = "--all", description = "List also what was assumed and what was skipped.")
  boolean all;

  @Override
  public Integer call() throws IOException {
    var terminal = Terminal.standard();
    Optional<Blueprint> earlier = earlier();
    var request = new ImportRequest(key(earlier), environment, words(), earlier);
    ImportResult result = BlueprintImporter.importFiles(files, request);
    ImportText.report(result, all, terminal.speech()).forEach(terminal::progress);
    if (result.blueprint().isEmpty()) {
      return ExitCode.NOT_REACHABLE;
    }
    String yaml = BlueprintWriter.write(result.blueprint().get());
    if (output.isPresent()) {
      OutputFile.write(output.get(), yaml, spec.commandLine());
      terminal.progress(Sentence.of("command.written", output.get().toString()));
    } else {
      terminal.line(yaml.stripTrailing());
    }
    return result.notes(Note.Kind.ERROR).isEmpty() ? ExitCode.FINE : ExitCode.FOUND;
  }

  private Optional<Blueprint> earlier() {
    if (fresh || output.isEmpty() || !Files.exists(output.get())) {
      return Optional.empty();
    }
    return switch (new BlueprintLoader().load(output.get())) {
      case BlueprintResult.Loaded loaded -> Optional.of(loaded.blueprint());
      case BlueprintResult.Invalid invalid ->
          throw new ParameterException(
              spec.commandLine(),
              "the blueprint that is there cannot be merged with; mend it, or import with --fresh:\n"
                  + invalid.report());
    };
  }

  private String key(Optional<Blueprint> earlier) {
    String key =
        system
            .or(() -> earlier.map(Blueprint::system))
            .or(() ->
                output.map(o -> String.valueOf(o.getFileName()).replaceFirst("\\.ya?ml$", "")))
            .orElse("imported");
    if (!key.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new ParameterException(
          spec.commandLine(),
          "--system must be lower-case words joined by hyphens, such as tripgen-prod; found \""
              + key
              + "\"");
    }
    return key;
  }

  private Dictionary words() throws IOException {
    Dictionary shipped = Dictionary.shipped();
    if (dictionary.isEmpty()) {
      return shipped;
    }
    try {
      return shipped.with(
          Dictionary.parse(dictionary.get().toString(), Files.readString(dictionary.get())));
    } catch (Dictionary.DictionaryException e) {
      throw new ParameterException(
          spec.commandLine(),
          Optional.ofNullable(e.getMessage()).orElse("an unusable dictionary"),
          e);
    }
  }
}
