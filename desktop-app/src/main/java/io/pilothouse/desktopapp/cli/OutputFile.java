package io.pilothouse.desktopapp.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Writes a result to a file: the old one or the new one stands there, never half of it. */
final class OutputFile {
  private OutputFile() {}

  /**
   * Refuses a file that is there, or that cannot be.
   *
   * @param overwrite whether one that is there may go
   * @throws ParameterException with what to do
   */
  static void check(Path file, boolean overwrite, CommandLine command) {
    if (Files.isDirectory(file)) {
      throw new ParameterException(command, file + " is a folder; name a file in it");
    }
    if (Files.exists(file) && !overwrite) {
      throw new ParameterException(
          command, file + " is there already; name another file, or give --force to overwrite it");
    }
  }

  /**
   * Writes it, with the folders above it.
   *
   * @throws ParameterException where nothing can be written, with the reason
   */
  static void write(Path file, String text, CommandLine command) {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, ".pilothouse", ".part");
      try {
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new ParameterException(
          command, file + " cannot be written: " + reason(e) + "; name a file that can be", e);
    }
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case java.nio.file.AccessDeniedException _ -> "this user may not write there";
      case java.nio.file.FileAlreadyExistsException exists ->
          exists.getFile() + " is a file, not a folder";
      case java.nio.file.FileSystemException other when other.getReason() != null ->
          String.valueOf(other.getReason());
      default -> String.valueOf(failure.getMessage());
    };
  }
}
