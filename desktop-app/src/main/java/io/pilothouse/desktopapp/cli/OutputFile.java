package io.pilothouse.desktopapp.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Writes a result to a file: the old one or the new one stands there, never half of it. */
final class OutputFile {
  private OutputFile() {}

  static void write(Path file, String text) throws IOException {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, ".pilothouse", ".part");
    try {
      Files.writeString(part, text);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
