package io.pilothouse.localtwin.fault;

import io.pilothouse.localtwin.LocalTwin;
import java.util.List;

/**
 * A way in which a twin can go wrong.
 *
 * @param name in kebab-case, what happens, such as {@code primary-kill}
 * @param summary one sentence on what really happens in the twin
 * @param parameters what it has to be told
 * @param injection does it
 */
public record Fault(String name, String summary, List<Parameter> parameters, Injection injection) {
  public Fault {
    parameters = List.copyOf(parameters);
  }

  /** Makes it go wrong. */
  @FunctionalInterface
  public interface Injection {
    /**
     * Returns when the fault has begun; what follows from it goes on in the twin.
     *
     * @return how it is mended
     * @throws IllegalArgumentException if the arguments name what this twin does not have
     */
    Mending inject(LocalTwin twin, FaultArguments arguments);
  }
}
