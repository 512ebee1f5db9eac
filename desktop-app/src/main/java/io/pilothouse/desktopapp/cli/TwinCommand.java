package io.pilothouse.desktopapp.cli;

import io.pilothouse.desktopapp.launch.AttachedTwin;
import io.pilothouse.desktopapp.launch.Blueprints;
import io.pilothouse.localtwin.TwinEndpoints;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code twin}: a system's twin, for as long as this process lives. */
@Command(
    name = "twin",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a system's twin on this machine, prints where everything listens, and stays until it is ended.",
      "Listens on the loopback interface only and leaves nothing behind."
    })
final class TwinCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--system",
      paramLabel = "KEY",
      description = "A shipped system (default: ${DEFAULT-VALUE}).",
      defaultValue = "tripgen-prod")
  String system = "tripgen-prod";

  @Option(
      names = "--blueprint",
      paramLabel = "FILE",
      description = "A blueprint of your own in place of the shipped one.")
  @Nullable Path blueprint;

  @Option(
      names = "--load",
      paramLabel = "FACTOR",
      description = "Multiple of the day's visitors, 0 to 10 (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  double load = 1;

  @Option(
      names = "--empty",
      description = "With nothing in it but control planes, for deploy apply to fill.")
  boolean empty;

  @Option(names = "--json", description = "One line of JSON on stdout when it is healthy.")
  boolean json;

  @Override
  public Integer call() throws InterruptedException {
    var terminal = Terminal.standard();
    if (!(load >= 0 && load <= 10)) {
      throw new ParameterException(spec.commandLine(), "--load is a factor from 0 to 10");
    }
    Blueprint intent = Blueprints.load(system, Optional.ofNullable(blueprint), terminal::progress);
    terminal.progress(Sentence.of("command.twin.starting", intent.system()));
    try (AttachedTwin twin =
        empty
            ? AttachedTwin.startEmpty(intent, terminal::progress)
            : AttachedTwin.start(intent, load, terminal::progress)) {
      TwinEndpoints endpoints = twin.endpoints();
      if (json) {
        terminal.json(endpoints);
      } else {
        print(endpoints, terminal);
      }
      // SIGINT and SIGTERM end the process; the twin's own hook then ends what it started.
      new CountDownLatch(1).await();
    }
    return ExitCode.FINE;
  }

  private void print(TwinEndpoints endpoints, Terminal terminal) {
    Sentences speech = terminal.speech();
    terminal.line(
        speech.say(
            Sentence.of("command.twin.runs", endpoints.system(), Long.toString(endpoints.pid()))));
    terminal.line("  kubernetes  export KUBECONFIG=" + endpoints.kubeconfig());
    endpoints.azureEndpoint().ifPresent(url -> terminal.line("  azure       " + url));
    endpoints
        .notifications()
        .ifPresent(sinks -> {
          terminal.line("  mail        " + sinks.mail());
          terminal.line("  notified    " + sinks.shown());
        });
    endpoints
        .postgres()
        .forEach(p -> terminal.line("  postgresql  %-8s %s".formatted(p.role(), p.url())));
    endpoints
        .redis()
        .forEach(r -> terminal.line("  redis       %-8s %s".formatted(r.role(), r.url())));
    if (empty) {
      terminal.line(speech.say(Sentence.of("command.twin.empty", endpoints.system())));
    }
    terminal.line(speech.say(Sentence.of("command.twin.ends")));
  }
}
