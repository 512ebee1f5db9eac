package io.pilothouse.desktopapp.cli;

import io.pilothouse.desktopapp.launch.Blueprints;
import io.pilothouse.desktopapp.launch.ServedProcess;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code serve}: a service as a process of its own on a running twin, as long as this one lives.
 */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a service as a process of its own on the running twin's PostgreSQL, Redis and broker, and stays until it is ended.",
      "It stands for one pod of the service: it takes that pod's requests, and its figures are the pod's."
    })
final class ServeCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "SERVICE",
      description = "Id of a service of the blueprint, or auth-service, or api-gateway.")
  String service = "";

  @Option(
      names = "--system",
      paramLabel = "KEY",
      description = "The system whose twin runs (default: ${DEFAULT-VALUE}).",
      defaultValue = "tripgen-prod")
  String system = "tripgen-prod";

  @Option(
      names = "--blueprint",
      paramLabel = "FILE",
      description = "The blueprint that the twin was started with, if it is not the shipped one.")
  @Nullable Path blueprint;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where it listens on the loopback interface (default: a free port).",
      defaultValue = "0")
  int port;

  @Option(names = "--json", description = "One line of JSON on stdout when it is ready.")
  boolean json;

  /** What scripts read. @param readyMillis from the process's start to its readiness */
  private record Document(
      String system, String service, String url, String management, long pid, long readyMillis) {}

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65_535) {
      throw new ParameterException(spec.commandLine(), "--port is from 0 to 65535");
    }
    var terminal = Terminal.standard();
    Blueprint intent = Blueprints.load(system, Optional.ofNullable(blueprint), terminal::progress);
    terminal.progress(Sentence.of("command.serve.starting", service, intent.system()));
    String told = blueprint == null ? system : blueprint.toAbsolutePath().toString();
    ServedProcess served = ServedProcess.start(intent, told, service, port);
    // SIGINT and SIGTERM end this process; the hook lets the service end in order.
    var atExit = Thread.ofPlatform().name("serve-exit").unstarted(served::close);
    Runtime.getRuntime().addShutdownHook(atExit);
    if (json) {
      terminal.json(
          new Document(
              intent.system(),
              service,
              served.url(),
              served.management(),
              served.pid(),
              served.readyMillis()));
    } else {
      terminal.line(served.url());
      terminal.progress(Sentence.of("command.serve.runs", service, Long.toString(served.pid())));
    }
    int code = served.await();
    terminal.progress(Sentence.of("command.serve.ended", service, code, served.lastLines()));
    return ExitCode.FOUND;
  }
}
