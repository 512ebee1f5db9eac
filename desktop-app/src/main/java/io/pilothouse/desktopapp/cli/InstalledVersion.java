package io.pilothouse.desktopapp.cli;

import io.pilothouse.desktopapp.launch.StateFolder;
import io.pilothouse.desktopapp.settings.SettingsFile;
import io.pilothouse.desktopapp.update.UpdateCheck;
import io.pilothouse.desktopapp.update.UpdateSource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.IVersionProvider;

/**
 * {@code --version}: which one this is, and the newer one that the desktop has heard of. Asks
 * nobody.
 */
final class InstalledVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = UpdateSource.versionOfThisProduct();
    List<String> lines = new ArrayList<>();
    lines.add("Pilothouse " + version);
    Path state = StateFolder.ofThisUser().path();
    if (new UpdateOptions().source(new SettingsFile(state).read()).feed().isPresent()) {
      new UpdateCheck(version, state, Clock.systemUTC())
          .known()
          .map(newer ->
              Sentence.of(
                  "command.version.newer", newer.version().toString(), newer.page().toString()))
          .map(sentence -> Terminal.standard().speech().say(sentence))
          .ifPresent(lines::add);
    }
    return lines.toArray(String[]::new);
  }
}
