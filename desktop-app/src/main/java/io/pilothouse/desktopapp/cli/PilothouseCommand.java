package io.pilothouse.desktopapp.cli;

import io.pilothouse.deployer.run.DeployException;
import io.pilothouse.desktopapp.launch.CannotOpenException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pilothouse}: without a subcommand it opens the desktop. */
@Command(
    name = "pilothouse",
    mixinStandardHelpOptions = true,
    versionProvider = InstalledVersion.class,
    description = "The team's own architecture document, live; rollback and failover made safe.",
    synopsisSubcommandLabel = "[COMMAND]",
    footer = {
      "",
      "Exit codes: 0 fine, 1 found something, 2 usage, 3 not reachable.",
      "Without a command the desktop opens on the local twin of tripgen-prod."
    },
    subcommands = {
      DesktopCommand.class,
      TwinCommand.class,
      ServeCommand.class,
      RehearseCommand.class,
      StatusCommand.class,
      RunbookCommand.class,
      DiffCommand.class,
      PlanCommand.class,
      DoCommand.class,
      TourCommand.class,
      ImportCommand.class,
      ReviewCommand.class,
      AdoptCommand.class,
      DrawCommand.class,
      DeployCommand.class
    })
public final class PilothouseCommand implements java.util.concurrent.Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @CommandLine.Mixin TargetOptions target = new TargetOptions();

  @CommandLine.Mixin UpdateOptions updates = new UpdateOptions();

  @CommandLine.Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "A blueprint to open, as the desktop environment does for a double click.")
  Optional<Path> document = Optional.empty();

  @Override
  public Integer call() {
    document.ifPresent(file -> {
      if (!Files.isRegularFile(file)) {
        List<String> close =
            new CommandLine.UnmatchedArgumentException(spec.commandLine(), List.of(file.toString()))
                .getSuggestions();
        throw new ParameterException(
            spec.commandLine(),
            "'"
                + file
                + "' is neither a command nor a file"
                + (close.isEmpty() ? "" : "; did you mean " + String.join(" or ", close) + "?"));
      }
      target.blueprint = file;
    });
    return DesktopCommand.open(target.target(), updates, Terminal.standard());
  }

  /**
   * Runs a command line and returns its exit code. Never throws; what went wrong is said on stderr.
   */
  public static int run(String[] arguments) {
    LogFile.open(Terminal.standard());
    // What libraries say through the JDK's own logging would land on the screen.
    java.util.logging.LogManager.getLogManager().reset();
    // A thread that dies is for the log; the screen is for sentences.
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
        LoggerFactory.getLogger(PilothouseCommand.class)
            .error("thread={} died", thread.getName(), failure));
    var commands =
        new CommandLine(new PilothouseCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler((failure, command, _) -> explain(failure, command));
    return commands.execute(arguments);
  }

  private static int explain(Exception failure, CommandLine command) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    var terminal = Terminal.standard();
    switch (cause) {
      case ParameterException usage -> {
        terminal.progress("pilothouse: " + usage.getMessage());
        return ExitCode.USAGE;
      }
      case CannotOpenException cannot -> {
        terminal.progress("pilothouse: " + terminal.speech().say(cannot.sentence()));
        return cannot.usage() ? ExitCode.USAGE : ExitCode.NOT_REACHABLE;
      }
      case DeployException deployment -> {
        deployment
            .sentences()
            .forEach(s -> terminal.progress("pilothouse: " + terminal.speech().say(s)));
        return deployment.kind() == DeployException.Kind.UNREACHABLE
            ? ExitCode.NOT_REACHABLE
            : ExitCode.FOUND;
      }
      case Session.Refused refused -> {
        terminal.progress("pilothouse: " + terminal.speech().say(refused.sentence()));
        return ExitCode.FOUND;
      }
      case Session.Unavailable unavailable -> {
        terminal.progress("pilothouse: " + terminal.speech().say(unavailable.sentence()));
        return ExitCode.NOT_REACHABLE;
      }
      default -> {
        LoggerFactory.getLogger(PilothouseCommand.class)
            .error("command={} failed", command.getCommandName(), cause);
        terminal.progress(
            "pilothouse: "
                + terminal.speech().say(failed(command.getCommandName(), cause.toString())));
        return ExitCode.NOT_REACHABLE;
      }
    }
  }

  private static Sentence failed(String command, String cause) {
    return LogFile.kept()
        .map(log -> Sentence.of("command.failed", command, cause, log.toString()))
        .orElseGet(() -> Sentence.of("command.failed-unlogged", command, cause));
  }
}
