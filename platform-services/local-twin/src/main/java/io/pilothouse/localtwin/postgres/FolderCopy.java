package io.pilothouse.localtwin.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies a data folder, of a running server too; files that the server removes meanwhile are no
 * loss, and what tells of its process is left out.
 */
final class FolderCopy extends SimpleFileVisitor<Path> {

  private final Path source;
  private final Path target;
  private final Set<String> leftEmpty;
  private long files;

  private FolderCopy(Path source, Path target, Set<String> leftEmpty) {
    this.source = source;
    this.target = target;
    this.leftEmpty = leftEmpty;
  }

  /**
   * Copies into a folder that is empty or not there.
   *
   * @param leftEmpty the folders, from the source's root, whose content is not copied
   * @return how many files were copied
   */
  static long of(Path source, Path target, Set<String> leftEmpty) throws IOException {
    FolderCopy copy = new FolderCopy(source, target, leftEmpty);
    Files.walkFileTree(source, copy);
    return copy.files;
  }

  private Path mirrored(Path file) {
    return target.resolve(source.relativize(file));
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    Files.createDirectories(mirrored(folder));
    DataFolder.restrict(mirrored(folder), "rwx------");
    if (!leftEmpty.contains(source.relativize(folder).toString())) {
      return FileVisitResult.CONTINUE;
    }
    if (folder.endsWith("pg_wal")) {
      Files.createDirectories(mirrored(folder).resolve("archive_status"));
    }
    return FileVisitResult.SKIP_SUBTREE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    if (!file.getFileName().toString().startsWith("postmaster.")) {
      try {
        Files.copy(file, mirrored(file));
        files++;
      } catch (NoSuchFileException removedMeanwhile) {
        return FileVisitResult.CONTINUE;
      }
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    if (e instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw e;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
      throws IOException {
    if (e != null && !(e instanceof NoSuchFileException)) {
      throw e;
    }
    return FileVisitResult.CONTINUE;
  }
}
