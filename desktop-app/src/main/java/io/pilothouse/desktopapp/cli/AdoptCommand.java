package io.pilothouse.desktopapp.cli;

import io.pilothouse.blueprints.adopting.Adoption;
import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.importing.BlueprintWriter;
import io.pilothouse.desktopapp.launch.OpenSystem;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code adopt}: a blueprint of what runs, for a team without a document. */
@Command(
    name = "adopt",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a blueprint of what runs: services, servers, caches, queues, cluster and network.",
      "What was assumed or left out is listed. It shows no difference against what it was made of."
    })
final class AdoptCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin TargetOptions target = new TargetOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the blueprint goes; without it, to stdout.")
  Optional<Path> output = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Key of the adopted system; otherwise the target's own, or the output's name.")
  Optional<String> key = Optional.empty();

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      defaultValue = "production",
      description = "What the blueprint calls the environment (default: ${DEFAULT-VALUE}).")
  String environment = "production";

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "Of the services; otherwise the one with the most Deployments.")
  Optional<String> namespace = Optional.empty();

  @Option(names = "--force", description = "Overwrite a file that is there.")
  boolean force;

  @Override
  public Integer call() {
    var terminal = Terminal.standard();
    output.ifPresent(o -> OutputFile.check(o, force, spec.commandLine()));
    String system = key();
    try (OpenSystem open = OpenSystem.open(target.target(), terminal::progress)) {
      Readiness.await(open.session(), terminal::progress);
      SystemState state = Readiness.listed(open.session(), terminal::progress);
      if (StatusText.nothingHeard(state)) {
        terminal.progress(Sentence.of("command.unreachable", target.target().name()));
        return ExitCode.NOT_REACHABLE;
      }
      Adoption.Adopted adopted =
          Adoption.adopt(system, environment, namespace, state.snapshot(), Dictionary.shipped());
      Sentences sentences = Sentences.in(Locale.getDefault());
      adopted.notes().forEach(n -> terminal.progress(sentences.say(n)));
      if (adopted.blueprint().isEmpty()) {
        return ExitCode.FOUND;
      }
      write(BlueprintWriter.write(adopted.blueprint().get()), terminal);
      return ExitCode.FINE;
    }
  }

  private void write(String yaml, Terminal terminal) {
    if (output.isPresent()) {
      OutputFile.write(output.get(), yaml, spec.commandLine());
      terminal.progress(Sentence.of("command.written", output.get().toString()));
    } else {
      terminal.line(yaml.stripTrailing());
    }
  }

  private String key() {
    String found =
        key.or(target::key)
            .or(() ->
                output.map(o -> String.valueOf(o.getFileName()).replaceFirst("\\.ya?ml$", "")))
            .orElse("adopted");
    if (!found.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new ParameterException(
          spec.commandLine(),
          "--key must be lower-case words joined by hyphens, such as orders-prod; found \""
              + found
              + "\"");
    }
    return found;
  }
}
