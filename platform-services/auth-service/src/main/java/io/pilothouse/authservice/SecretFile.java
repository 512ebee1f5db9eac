package io.pilothouse.authservice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/** A secret in a file that only its owner can read. */
public final class SecretFile {
  private SecretFile() {}

  /**
   * The file's content; made first if there is no such file.
   *
   * @throws UncheckedIOException if it can be neither read nor made
   */
  public static String readOrMake(Path file, Supplier<String> secret) {
    try {
      if (!Files.exists(file)) {
        try {
          write(file, secret.get());
        } catch (FileAlreadyExistsException another) {
          // Another instance was first; what it has written counts.
        }
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("secret file " + file + " cannot be used", e);
    }
  }

  /**
   * Writes a secret to a new file.
   *
   * @throws FileAlreadyExistsException if there is such a file
   */
  public static void write(Path file, String secret) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try (var channel =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly(file))) {
      Channels.newOutputStream(channel).write((secret + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Where there are no POSIX permissions, the user's profile folder keeps others out. */
  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
