package io.pilothouse.desktopapp.shell;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * SIGTERM and SIGINT to a process with a window: they close it as its button does, so that the
 * session, the settings and the toolkit end in their order. Left to the virtual machine, all of
 * them would end at once, each in a hook of its own, and the toolkit's thread would go on drawing
 * with a renderer that has ended. A second signal, or a session that does not end in time, ends the
 * process as ever.
 */
final class EndSignals {
  private static final Logger LOG = LoggerFactory.getLogger(EndSignals.class);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** What shells add to a signal's number. */
  private static final int BY_SIGNAL = 128;

  private final Runnable closeWindow;
  private final AtomicInteger first = new AtomicInteger();

  private EndSignals(Runnable closeWindow) {
    this.closeWindow = closeWindow;
  }

  /**
   * Takes the signals from now on. Where the virtual machine was told to leave them alone, nothing
   * is changed.
   *
   * @param closeWindow called once, from a thread of its own
   */
  static EndSignals take(Runnable closeWindow) {
    var signals = new EndSignals(closeWindow);
    for (String name : new String[] {"TERM", "INT"}) {
      try {
        Signal.handle(new Signal(name), signals::end);
      } catch (IllegalArgumentException notOurs) {
        LOG.debug("signal={} is not taken cause=\"{}\"", name, notOurs.getMessage());
      }
    }
    return signals;
  }

  /** The code with which the process ends: that of the signal, or {@code otherwise}. */
  int exitCode(int otherwise) {
    return first.get() == 0 ? otherwise : BY_SIGNAL + first.get();
  }

  private void end(Signal signal) {
    int code = BY_SIGNAL + signal.getNumber();
    if (!first.compareAndSet(0, signal.getNumber())) {
      System.exit(code);
    }
    LOG.info("signal={} closes the window", signal.getName());
    CompletableFuture.delayedExecutor(LIMIT.toSeconds(), TimeUnit.SECONDS)
        .execute(() -> System.exit(code));
    closeWindow.run();
  }
}
