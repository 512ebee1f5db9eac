package io.pilothouse.desktopapp.cli;

import io.pilothouse.desktopapp.launch.OpenSystem;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Approval;
import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.stream.Frame;
import io.pilothouse.sharedmodel.stream.Session;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code do}: plans an action, asks, runs it, and reports what was measured. */
@Command(
    name = "do",
    mixinStandardHelpOptions = true,
    description =
        "Plans an action, asks for the target's name, runs it and reports what was measured.")
final class DoCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin TargetOptions target = new TargetOptions();
  @Mixin IntentOptions intent = new IntentOptions();

  @Option(
      names = "--yes",
      description = "Approve without being asked: the command line itself names the target.")
  boolean yes;

  @Option(names = "--json", description = "One line of JSON on stdout.")
  boolean json;

  @Override
  public Integer call() {
    var terminal = Terminal.standard();
    var wanted = intent.intent();
    try (OpenSystem system = OpenSystem.open(target.target(), terminal::progress)) {
      Readiness.await(system.session(), terminal::progress);
      Plan plan = system.session().plan(wanted).join();
      if (!json) {
        new RunText(terminal.speech()).plan(plan).forEach(terminal::line);
      }
      if (!plan.allowed()) {
        if (json) {
          terminal.json(RunDocument.planned(plan));
        }
        return ExitCode.FOUND;
      }
      Approval approval = approve(system, plan, terminal);
      ActionRun run = run(system.session(), plan, approval, terminal);
      if (json) {
        terminal.json(RunDocument.ended(run, plan));
      } else {
        new RunText(terminal.speech()).run(run).forEach(terminal::line);
      }
      return run.outcome() == ActionRun.Outcome.SUCCEEDED ? ExitCode.FINE : ExitCode.FOUND;
    }
  }

  private Approval approve(OpenSystem system, Plan plan, Terminal terminal) {
    if (yes) {
      return new Approval(
          system.operator(), plan.typedName(), system.clock().instant(), "command line, --yes");
    }
    Optional<String> typed = terminal.ask("Type " + plan.typedName() + " to go on: ");
    if (typed.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "nobody can be asked here; give --yes to approve on the command line");
    }
    return new Approval(
        system.operator(), typed.get(), system.clock().instant(), "command line, typed");
  }

  private static ActionRun run(Session session, Plan plan, Approval approval, Terminal terminal) {
    Set<String> said = new HashSet<>();
    try (var _ =
        session.subscribe(frame -> {
          if (frame instanceof Frame.Full full) {
            full.state().runs().stream()
                .filter(r -> r.id().equals(plan.id()))
                .flatMap(r -> r.steps().stream())
                .filter(step -> said.add(step.name() + step.outcome()))
                .forEach(step -> terminal.progress(new RunText(terminal.speech()).step(step)));
          }
        })) {
      return session.execute(plan, approval).join();
    }
  }
}
