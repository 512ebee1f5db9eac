package io.pilothouse.desktopapp.cli;

import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.patching.DocumentPatch;
import io.pilothouse.blueprints.patching.DocumentPatcher;
import io.pilothouse.desktopapp.launch.OpenSystem;
import io.pilothouse.desktopapp.text.Language;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.conformance.Difference;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diff accept}: what runs becomes what the document says. */
@Command(
    name = "accept",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a patch of a difference: the document then says what runs, and every other line stays.",
      "Shows it first. With --blueprint FILE that blueprint is patched too."
    })
final class AcceptCommand implements Callable<Integer> {
  /** Of a line of the shown diff; a document that was flattened has lines of 40,000. */
  private static final int WIDEST = 200;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIFFERENCE-ID", description = "Its id, as diff --json prints it.")
  String id = "";

  @Option(
      names = "--document",
      paramLabel = "FILE",
      required = true,
      description =
          "The document that states otherwise: Mermaid, PlantUML, Markdown or a blueprint.")
  Path document = Path.of("");

  @Mixin TargetOptions target = new TargetOptions();

  @Option(names = "--dry-run", description = "Show the patch and write nothing.")
  boolean dryRun;

  @Option(names = "--yes", description = "Write without asking.")
  boolean yes;

  @Option(
      names = "--language",
      description = "Language of the sentences: ${COMPLETION-CANDIDATES} (default: english).",
      defaultValue = "ENGLISH")
  Language language = Language.ENGLISH;

  @Override
  public Integer call() throws IOException {
    var terminal = Terminal.standard();
    if (!Files.isRegularFile(document)) {
      throw new ParameterException(spec.commandLine(), document + ": there is no such file");
    }
    try (OpenSystem system = OpenSystem.open(target.target(), terminal::progress)) {
      Optional<Blueprint> blueprint = system.session().blueprint();
      if (blueprint.isEmpty()) {
        terminal.progress(Sentence.of("command.accept.document"));
        return ExitCode.USAGE;
      }
      Readiness.await(system.session(), terminal::progress);
      SystemState state = Readiness.listed(system.session(), terminal::progress);
      Optional<Difference> difference =
          state.conformance().differences().stream().filter(d -> d.id().equals(id)).findFirst();
      if (difference.isEmpty()) {
        terminal.progress(Sentence.of("command.accept.absent", id));
        if (Readiness.lost(state)) {
          terminal.progress(Sentence.of("command.diff.lost"));
          return ExitCode.NOT_REACHABLE;
        }
        return ExitCode.FOUND;
      }
      return accept(blueprint.get(), difference.get(), terminal);
    }
  }

  private int accept(Blueprint blueprint, Difference difference, Terminal terminal)
      throws IOException {
    Sentences sentences = Sentences.in(language.locale());
    terminal.progress(sentences.say(difference.sentence()));
    var patcher = new DocumentPatcher(blueprint, Dictionary.shipped());
    // Both patches are made before either is written.
    var patches = new LinkedHashMap<Path, DocumentPatch>();
    for (Path file : files()) {
      DocumentPatch.Result result =
          patcher.patch(String.valueOf(file.getFileName()), Files.readAllBytes(file), difference);
      switch (result) {
        case DocumentPatch.Result.Found found -> patches.put(file, found.patch());
        case DocumentPatch.Result.Refused refused -> {
          terminal.progress("pilothouse: " + file + ": " + sentences.say(refused.why()));
          return ExitCode.FOUND;
        }
      }
    }
    patches.values().forEach(p -> terminal.line(p.unifiedDiff(WIDEST).stripTrailing()));
    if (dryRun) {
      return ExitCode.FINE;
    }
    boolean agreed =
        yes || terminal.ask("Write this? [y/N] ").filter(a -> a.equalsIgnoreCase("y")).isPresent();
    if (!agreed) {
      terminal.progress(Sentence.of("command.accept.declined"));
      return ExitCode.FOUND;
    }
    for (Map.Entry<Path, DocumentPatch> each : patches.entrySet()) {
      each.getValue().write(each.getKey());
      terminal.progress(Sentence.of("command.written", each.getKey().toString()));
    }
    return ExitCode.FINE;
  }

  private java.util.Set<Path> files() {
    var files = new java.util.LinkedHashSet<Path>();
    files.add(document);
    Optional.ofNullable(target.blueprint).ifPresent(files::add);
    return files;
  }
}
