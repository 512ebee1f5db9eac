package io.pilothouse.desktopapp.cli;

import io.pilothouse.desktopapp.launch.OpenSystem;
import io.pilothouse.desktopapp.text.Language;
import io.pilothouse.desktopapp.theme.Appearance;
import io.pilothouse.desktopapp.tour.Tour;
import io.pilothouse.desktopapp.tour.TourOptions;
import io.pilothouse.desktopapp.tour.TourResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tour}: a picture of every view, without a display. */
@Command(
    name = "tour",
    mixinStandardHelpOptions = true,
    description = "Renders every view of a live system to PNG, without a display.")
final class TourCommand implements Callable<Integer> {
  @Mixin TargetOptions target = new TargetOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the pictures; made if it is not there.")
  Path out = Path.of(".");

  @Option(
      names = "--language",
      paramLabel = "LANGUAGE",
      split = ",",
      description = "${COMPLETION-CANDIDATES} (default: both).")
  Set<Language> languages = EnumSet.allOf(Language.class);

  @Option(
      names = "--appearance",
      paramLabel = "APPEARANCE",
      split = ",",
      description = "${COMPLETION-CANDIDATES} (default: both).")
  Set<Appearance> appearances = EnumSet.allOf(Appearance.class);

  @Override
  public Integer call() {
    var terminal = Terminal.standard();
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      terminal.progress(
          "pilothouse: the folder " + out + " cannot be made: " + e + "; name another with --out");
      return ExitCode.NOT_REACHABLE;
    }
    // Must stand before the toolkit loads: pictures need neither a display nor a graphics card.
    System.setProperty("glass.platform", "Headless");
    System.setProperty("prism.order", "sw");
    try (OpenSystem system = OpenSystem.open(target.target(), terminal::progress)) {
      TourOptions everything = TourOptions.everything(system.clock(), system.operator());
      TourResult result =
          Tour.render(
              system.session(),
              out,
              new TourOptions(
                  languages,
                  appearances,
                  everything.width(),
                  everything.height(),
                  everything.patience(),
                  everything.clock(),
                  everything.operator()));
      result.missing().forEach(sentence -> terminal.progress("not in the pictures: " + sentence));
      result.pictures().forEach(picture -> terminal.line(picture.toString()));
      return result.pictures().isEmpty() ? ExitCode.NOT_REACHABLE : ExitCode.FINE;
    } catch (UncheckedIOException e) {
      terminal.progress(
          "pilothouse: a picture cannot be written to "
              + out
              + ": "
              + e.getCause()
              + "; free space or name another folder with --out");
      return ExitCode.NOT_REACHABLE;
    }
  }
}
