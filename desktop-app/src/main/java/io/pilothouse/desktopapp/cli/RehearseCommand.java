package io.pilothouse.desktopapp.cli;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.desktopapp.launch.AttachedTwin;
import io.pilothouse.desktopapp.launch.Blueprints;
import io.pilothouse.desktopapp.launch.CannotOpenException;
import io.pilothouse.desktopapp.launch.OpenSystem;
import io.pilothouse.desktopapp.launch.StateFolder;
import io.pilothouse.desktopapp.launch.Target;
import io.pilothouse.localtwin.rehearsal.Rehearsal;
import io.pilothouse.localtwin.rehearsal.Report;
import io.pilothouse.localtwin.scenario.Casting;
import io.pilothouse.localtwin.scenario.Scenario;
import io.pilothouse.localtwin.scenario.ScenarioException;
import io.pilothouse.localtwin.scenario.ScenarioReader;
import io.pilothouse.localtwin.scenario.ShippedScenarios;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rehearse}: incidents on a twin, watched, solved and measured. */
@Command(
    name = "rehearse",
    mixinStandardHelpOptions = true,
    description = {
      "Plays an incident on a system's twin and measures: signal, cause, action, recovery, rows lost.",
      "Opens the desktop, for people to solve it; with --headless a scripted responder does.",
      "Uses the twin that runs already, else one of its own."
    })
final class RehearseCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "SCENARIO",
      description = "Names of shipped scenarios, or files of your own.")
  List<String> scenarios = List.of();

  @Option(
      names = "--system",
      paramLabel = "KEY",
      description =
          "A shipped system (default: tripgen-prod; with --all and --list: every system).")
  @Nullable String system;

  @Option(
      names = "--blueprint",
      paramLabel = "FILE",
      description = "A blueprint of your own in place of the shipped one.")
  @Nullable Path blueprint;

  @Option(names = "--all", description = "Every shipped scenario that fits, one after the other.")
  boolean all;

  @Option(names = "--list", description = "Tells which scenarios there are and whom they fit.")
  boolean list;

  @Option(names = "--headless", description = "Without a window; the scripted responder acts.")
  boolean headless;

  @Option(
      names = "--without-window",
      description = "People solve it in a desktop that is open already, on the same twin.")
  boolean withoutWindow;

  @Option(names = "--json", description = "One line of JSON on stdout for each rehearsal.")
  boolean json;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "Writes the results and their timelines as a page (HTML).")
  @Nullable Path page;

  @Option(names = "--force", description = "Overwrite the page.")
  boolean force;

  private final Terminal terminal = Terminal.standard();

  @Override
  public Integer call() {
    if (list) {
      list();
      return ExitCode.FINE;
    }
    if (all != scenarios.isEmpty()) {
      throw usage(
          all
              ? "name scenarios, or give --all, not both"
              : "name a scenario (%s), or give --all"
                  .formatted(String.join(", ", ShippedScenarios.names())));
    }
    if (page != null) {
      OutputFile.check(page, force, spec.commandLine());
    }
    List<Scenario> chosen =
        all ? ShippedScenarios.all() : scenarios.stream().map(this::scenario).toList();
    if (!headless && chosen.size() != 1) {
      throw usage("several scenarios are rehearsed with --headless only");
    }
    var archive = new RehearsalArchive(StateFolder.ofThisUser().path().resolve("rehearsals.jsonl"));
    var results = new ArrayList<RehearsalResult>();
    for (String key : systems()) {
      Blueprint intent = Blueprints.load(key, Optional.ofNullable(blueprint), terminal::progress);
      List<Scenario> fitting = fitting(chosen, intent);
      if (!fitting.isEmpty()) {
        rehearse(key, intent, fitting, archive, results);
      }
    }
    return end(results);
  }

  private void rehearse(
      String key,
      Blueprint intent,
      List<Scenario> fitting,
      RehearsalArchive archive,
      List<RehearsalResult> results) {
    var target = new Target.LocalTwin(key, Optional.ofNullable(blueprint));
    try (OpenSystem open = OpenSystem.open(target, terminal::progress)) {
      AttachedTwin twin = open.twin().orElseThrow();
      var control =
          twin.control()
              .orElseThrow(() ->
                  CannotOpenException.badRequest(
                      Sentence.of("command.rehearse.no-control", intent.system())));
      Readiness.await(open.session(), terminal::progress);
      for (Scenario scenario : fitting) {
        terminal.progress(
            Sentence.of(
                "command.rehearse.begins", scenario.name(), intent.system(), story(scenario)));
        var rehearsal =
            new Rehearsal(
                scenario,
                intent,
                open.session(),
                open.openedAt(),
                twin.connection(),
                control,
                headless,
                open.clock(),
                this::progress);
        Report report =
            headless || withoutWindow ? rehearsal.run() : besideAWindow(target, rehearsal);
        var document = RehearsalDocument.of(report, archive.best(report, headless), headless);
        archive.add(document);
        results.add(new RehearsalResult(report, document));
        if (json) {
          terminal.json(document);
        } else {
          RehearsalText.lines(report, document.bestRecoveryMillis(), terminal.speech())
              .forEach(terminal::line);
        }
      }
    }
  }

  /** People solve it in the window; closing it ends the rehearsal too. */
  private Report besideAWindow(Target target, Rehearsal rehearsal) {
    var run = new CompletableFuture<Report>();
    Thread.ofVirtual()
        .name("rehearsal-beside")
        .start(() -> {
          try {
            run.complete(rehearsal.run());
          } catch (RuntimeException e) {
            run.completeExceptionally(e);
          }
        });
    int window = DesktopCommand.open(target, new UpdateOptions(), terminal);
    if (window != ExitCode.FINE) {
      terminal.progress(Sentence.of("command.rehearse.no-window"));
    }
    rehearsal.stop();
    return run.join();
  }

  private Integer end(List<RehearsalResult> results) {
    if (page != null) {
      OutputFile.write(page, RehearsalPage.of(results, terminal.speech()), spec.commandLine());
      terminal.progress(Sentence.of("command.written", page.toString()));
    }
    if (results.isEmpty()) {
      throw usage("no scenario fits; --list tells which fit whom");
    }
    long solved = results.stream().filter(r -> r.document().solved()).count();
    if (results.size() > 1) {
      terminal.progress(Sentence.of("command.rehearse.total", solved, results.size()));
    }
    return solved == results.size() ? ExitCode.FINE : ExitCode.FOUND;
  }

  private void progress(Report.Moment moment) {
    terminal.progress(
        "  %7.1f s  %s".formatted(moment.millis() / 1_000.0, terminal.speech().say(moment.what())));
  }

  private void list() {
    for (Scenario scenario : ShippedScenarios.all()) {
      List<String> fits =
          (system == null ? List.copyOf(ShippedSystems.keys()) : List.of(system))
              .stream()
                  .filter(key ->
                      Casting.misfit(
                              scenario,
                              Blueprints.load(
                                  key, Optional.ofNullable(blueprint), terminal::progress))
                          .isEmpty())
                  .toList();
      terminal.line(
          "%-22s %s%n%22s %s"
              .formatted(scenario.name(), title(scenario), "", String.join(", ", fits)));
    }
  }

  private List<String> systems() {
    if (system != null) {
      return List.of(system);
    }
    return all && blueprint == null ? List.copyOf(ShippedSystems.keys()) : List.of("tripgen-prod");
  }

  /** Those that fit; one that was asked for by name and does not is refused with its line. */
  private List<Scenario> fitting(List<Scenario> chosen, Blueprint intent) {
    var fitting = new ArrayList<Scenario>();
    for (Scenario scenario : chosen) {
      Optional<Casting.Misfit> misfit = Casting.misfit(scenario, intent);
      if (misfit.isEmpty()) {
        fitting.add(scenario);
      } else if (!all) {
        throw usage(scenario.name() + " does not fit " + intent.system() + ": " + misfit.get());
      }
    }
    return fitting;
  }

  private Scenario scenario(String name) {
    try {
      Optional<Scenario> shipped = ShippedScenarios.load(name);
      if (shipped.isPresent()) {
        return shipped.get();
      }
      Path file = Path.of(name);
      if (!Files.isRegularFile(file)) {
        throw usage(
            "there is no scenario '%s'; there is %s, or name a file"
                .formatted(name, String.join(", ", ShippedScenarios.names())));
      }
      return ScenarioReader.read(name, Files.readString(file));
    } catch (ScenarioException e) {
      throw usage(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw usage(name + " cannot be read: " + e.getMessage());
    }
  }

  private static String story(Scenario scenario) {
    return ofThisLanguage(scenario.story());
  }

  private static String title(Scenario scenario) {
    return ofThisLanguage(scenario.title());
  }

  private static String ofThisLanguage(java.util.Map<String, String> texts) {
    String english = texts.getOrDefault("en", "");
    return texts.getOrDefault(Locale.getDefault().getLanguage(), english);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
