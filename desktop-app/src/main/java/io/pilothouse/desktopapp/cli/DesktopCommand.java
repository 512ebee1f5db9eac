package io.pilothouse.desktopapp.cli;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.desktopapp.launch.Display;
import io.pilothouse.desktopapp.launch.OpenSystem;
import io.pilothouse.desktopapp.launch.Operator;
import io.pilothouse.desktopapp.launch.StateFolder;
import io.pilothouse.desktopapp.launch.Target;
import io.pilothouse.desktopapp.shell.DesktopApplication;
import io.pilothouse.desktopapp.shell.SystemChoice;
import io.pilothouse.desktopapp.shell.Workstation;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code desktop}: the window. */
@Command(
    name = "desktop",
    mixinStandardHelpOptions = true,
    description = "Opens the desktop (the default).")
final class DesktopCommand implements Callable<Integer> {
  @Mixin TargetOptions target = new TargetOptions();

  @Mixin UpdateOptions updates = new UpdateOptions();

  @Override
  public Integer call() {
    return open(target.target(), updates, Terminal.standard());
  }

  /** Opens the window on a target and returns when it is closed. */
  static int open(Target first, UpdateOptions updates, Terminal terminal) {
    Optional<Sentence> obstacle =
        Display.obstacle(System.getenv(), System.getProperty("os.name"), System.getProperties());
    if (obstacle.isPresent()) {
      terminal.progress("pilothouse: " + terminal.speech().say(obstacle.get()));
      terminal.progress(Sentence.of("command.desktop.instead"));
      return ExitCode.NOT_REACHABLE;
    }
    List<SystemChoice> choices = choices(first);
    var workstation =
        new Workstation(
            StateFolder.ofThisUser().path(),
            Clock.systemUTC(),
            Operator.ofThisProcess(),
            updates::source);
    return DesktopApplication.open(choices, first.name(), workstation);
  }

  /** What was asked for, then the twins of the other shipped systems. */
  private static List<SystemChoice> choices(Target first) {
    var choices = new ArrayList<SystemChoice>();
    choices.add(choice(first));
    ShippedSystems.keys().stream()
        .filter(key -> !key.equals(first.name()))
        .forEach(key -> choices.add(choice(new Target.LocalTwin(key, Optional.empty()))));
    return choices;
  }

  private static SystemChoice choice(Target target) {
    return new SystemChoice(
        target.name(), target.name(), progress -> OpenSystem.open(target, progress).asSession());
  }
}
