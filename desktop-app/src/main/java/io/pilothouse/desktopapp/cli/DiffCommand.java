package io.pilothouse.desktopapp.cli;

import io.pilothouse.desktopapp.launch.OpenSystem;
import io.pilothouse.desktopapp.text.Language;
import io.pilothouse.sharedmodel.blueprint.Document;
import io.pilothouse.sharedmodel.blueprint.Source;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
import io.pilothouse.sharedmodel.stream.Session;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code diff}: the documents against what runs. Exits 1 if anything differs or is ambiguous, 0 if
 * nothing that was checked does, 3 if nothing could be reached, or nothing differs but a source was
 * lost so that not everything was compared. The JSON is {@link DiffDocument}.
 */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    subcommands = AcceptCommand.class,
    synopsisSubcommandLabel = "[accept DIFFERENCE-ID]",
    description =
        "Holds the documents against what runs: absent, undeclared, different, each with both"
            + " values, the line and the evidence. Exits 1 if anything differs, 0 if nothing that"
            + " was checked does, 3 if nothing can be reached or a source was lost on the way.")
final class DiffCommand implements Callable<Integer> {
  @Mixin TargetOptions target = new TargetOptions();

  @Option(names = "--json", description = "One line of JSON on stdout.")
  boolean json;

  @Option(
      names = "--language",
      description = "Language of the sentences: ${COMPLETION-CANDIDATES} (default: english).",
      defaultValue = "ENGLISH")
  Language language = Language.ENGLISH;

  @Override
  public Integer call() {
    var terminal = Terminal.standard();
    try (OpenSystem system = OpenSystem.open(target.target(), terminal::progress)) {
      if (system.session().blueprint().isEmpty()) {
        terminal.progress(Sentence.of("command.diff.document"));
        return ExitCode.USAGE;
      }
      Readiness.await(system.session(), terminal::progress);
      SystemState state = Readiness.listed(system.session(), terminal::progress);
      DiffDocument diff =
          DiffDocument.of(
              state, source -> where(source, system.session()), Sentences.in(language.locale()));
      if (json) {
        terminal.json(diff);
      } else {
        DiffText.of(diff).forEach(terminal::line);
      }
      if (StatusText.nothingHeard(state)) {
        terminal.progress(Sentence.of("command.unreachable", target.target().name()));
        return ExitCode.NOT_REACHABLE;
      }
      if (!diff.differences().isEmpty() || !diff.ambiguous().isEmpty()) {
        return ExitCode.FOUND;
      }
      if (Readiness.lost(state)) {
        terminal.progress(Sentence.of("command.diff.lost"));
        return ExitCode.NOT_REACHABLE;
      }
      return ExitCode.FINE;
    }
  }

  /** With the file's name in place of the document's short one. */
  private static String where(Source source, Session session) {
    Map<String, String> files =
        session.blueprint().stream()
            .flatMap(b -> b.documents().stream())
            .collect(Collectors.toMap(Document::id, Document::file, (a, b) -> a));
    return files.getOrDefault(source.document(), source.document())
        + ":"
        + source.line()
        + (source.column() > 0 ? ":" + source.column() : "");
  }
}
