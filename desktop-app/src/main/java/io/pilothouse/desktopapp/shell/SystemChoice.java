package io.pilothouse.desktopapp.shell;

import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.Session;
import java.util.function.Consumer;

/**
 * A system that the desktop can open.
 *
 * @param key such as {@code tripgen-prod}
 * @param name for a person
 * @param opener how a session of it is made
 */
public record SystemChoice(String key, String name, Opener opener) {
  /** Makes a session. */
  @FunctionalInterface
  public interface Opener {
    /**
     * Makes the session; may take long. Called on a thread of its own.
     *
     * @param progress takes sentences that say what is being done
     * @throws RuntimeException with a sentence for a person: what failed and the remedy
     */
    Session open(Consumer<Sentence> progress);
  }
}
