package io.pilothouse.blueprints.patching;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * An edit of one document that makes it say what is so, with every other byte as it was: first to
 * be shown, then to be written. Immutable.
 */
public final class DocumentPatch {
  private final String file;
  private final byte[] before;
  private final byte[] after;
  private final EditedText edited;

  DocumentPatch(String file, byte[] before, byte[] after, EditedText edited) {
    this.file = file;
    this.before = before;
    this.after = after;
    this.edited = edited;
  }

  /** What came of looking for an edit. */
  public sealed interface Result {
    /** There is one, and reading the document again gave a blueprint that agrees. */
    record Found(DocumentPatch patch) implements Result {}

    /** There is none that says this and nothing else. */
    record Refused(Sentence why) implements Result {}
  }

  /** The document's bytes with the edit. */
  public byte[] bytes() {
    return after.clone();
  }

  /** The edit as a unified diff, whole lines. */
  public String unifiedDiff() {
    return unifiedDiff(Integer.MAX_VALUE);
  }

  /** The edit as a unified diff whose longer lines are cut around what changes in them. */
  public String unifiedDiff(int widest) {
    return UnifiedDiff.of(file, edited, widest);
  }

  /**
   * Writes the document: the file is the old one or the new one, never half of it, and keeps its
   * permissions. A symbolic link stays one; what it leads to is written.
   *
   * @throws IOException if the file is no longer as it was when the edit was made, or cannot be
   *     written; it is unchanged then
   */
  public void write(Path path) throws IOException {
    Path target = path.toRealPath();
    if (!Arrays.equals(Files.readAllBytes(target), before)) {
      throw new IOException(path + " has changed since the patch was made; nothing was written");
    }
    Path folder = Objects.requireNonNull(target.getParent());
    Path part = Files.createTempFile(folder, ".pilothouse", ".part");
    try {
      Files.write(part, after);
      permissions(target, part);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void permissions(Path from, Path to) throws IOException {
    Optional<PosixFileAttributeView> view =
        Optional.ofNullable(
            Files.getFileAttributeView(
                from, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
    if (view.isPresent()) {
      Files.setPosixFilePermissions(to, view.get().readAttributes().permissions());
    }
  }
}
