package io.pilothouse.authservice.password;

import io.pilothouse.authservice.Refusal;
import io.pilothouse.authservice.RefusedException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder.BCryptVersion;

/**
 * BCrypt, as many at once as there are cores, on threads of its own: on a virtual thread it would
 * keep a carrier from everybody else for a quarter of a second. A flood of sign-ins waits its turn
 * or is told to come back. Any thread.
 */
public final class PasswordHashing implements AutoCloseable {
  private final BCryptPasswordEncoder encoder;
  private final Semaphore cores;
  private final ExecutorService threads;
  private final Duration patience;
  private final String nobodys;

  /**
   * Hashing of a strength.
   *
   * @param workFactor 2^n rounds
   * @param patience how long to wait for a core
   */
  public PasswordHashing(int workFactor, int cores, Duration patience) {
    this.encoder = new BCryptPasswordEncoder(BCryptVersion.$2B, workFactor);
    this.cores = new Semaphore(cores, true);
    this.threads =
        Executors.newFixedThreadPool(
            cores, Thread.ofPlatform().daemon().name("password-hashing-", 0).factory());
    this.patience = patience;
    this.nobodys = hashOf("the password of nobody, for names that do not exist");
  }

  /**
   * Whether a password belongs to a hash; for a user that does not exist, which has none, it takes
   * as long.
   *
   * @throws RefusedException {@link Refusal#BUSY} if no core is free in time
   */
  public boolean matches(String password, Optional<String> hash) {
    boolean matches = onACore(() -> encoder.matches(password, hash.orElse(nobodys)));
    return matches && hash.isPresent();
  }

  /** The hash to keep. */
  public String hash(String password) {
    return onACore(() -> hashOf(password));
  }

  /** Whether a hash was made with a lower work factor than is asked for today. */
  public boolean outdated(String hash) {
    return encoder.upgradeEncoding(hash);
  }

  private String hashOf(String password) {
    String hash = encoder.encode(password);
    if (hash == null) {
      throw new IllegalStateException("BCrypt made no hash");
    }
    return hash;
  }

  private <T> T onACore(Supplier<T> work) {
    boolean entered;
    try {
      entered = cores.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      entered = false;
    }
    if (!entered) {
      throw new RefusedException(
          Refusal.BUSY, List.of(Sentence.of("auth.busy")), Optional.of(patience));
    }
    try {
      return CompletableFuture.supplyAsync(work, threads).join();
    } finally {
      cores.release();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
