package io.pilothouse.desktopapp.cli;

import io.pilothouse.desktopapp.launch.OpenSystem;
import io.pilothouse.sharedmodel.action.Plan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plan}: what an action would do, and what speaks against it. Changes nothing. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Shows what an action would do and what each guard says. Changes nothing.")
final class PlanCommand implements Callable<Integer> {
  @Mixin TargetOptions target = new TargetOptions();
  @Mixin IntentOptions intent = new IntentOptions();

  @Option(names = "--json", description = "One line of JSON on stdout.")
  boolean json;

  @Override
  public Integer call() {
    var terminal = Terminal.standard();
    var wanted = intent.intent();
    try (OpenSystem system = OpenSystem.open(target.target(), terminal::progress)) {
      Readiness.await(system.session(), terminal::progress);
      Plan plan = system.session().plan(wanted).join();
      if (json) {
        terminal.json(RunDocument.planned(plan));
      } else {
        new RunText(terminal.speech()).plan(plan).forEach(terminal::line);
      }
      return plan.allowed() ? ExitCode.FINE : ExitCode.FOUND;
    }
  }
}
