package io.pilothouse.desktopapp.cli;

import io.pilothouse.desktopapp.launch.StateFolder;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Where the process logs to. Where it cannot, the command goes on and says so in a line. */
final class LogFile {
  private LogFile() {}

  /** Names the file to the logging library; to be called before anything is logged. */
  static void open(Terminal terminal) {
    Path file = StateFolder.ofThisUser().log();
    System.setProperty("pilothouse.log", file.toString());
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
    } catch (IOException unwritable) {
      terminal.progress(
          "pilothouse: "
              + terminal
                  .speech()
                  .say(Sentence.of("command.no-log", file.toString(), unwritable.toString())));
    }
  }

  /** It, where something can be read in it. */
  static Optional<Path> kept() {
    return Optional.of(StateFolder.ofThisUser().log()).filter(Files::isRegularFile);
  }
}
