package io.pilothouse.localtwin.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * The Redis server program on this machine, unpacked from the bundle.
 *
 * @param program the executable
 */
public record RedisBinary(Path program) {

  /** The version that the bundle holds. */
  public static final String VERSION = "7.0.15";

  /**
   * Unpacks the program of this operating system below the cache folder unless it is there.
   *
   * @throws RedisException if the bundle has none for this system, or the folder cannot be written
   */
  public static RedisBinary unpack(Path cache) {
    var resource = "redis-server-" + VERSION + "-" + platform();
    var program = cache.resolve(resource);
    if (Files.isExecutable(program)) {
      return new RedisBinary(program);
    }
    try (var packed = RedisBinary.class.getClassLoader().getResourceAsStream(resource)) {
      if (packed == null) {
        throw new RedisException(
            "The bundle holds no Redis for " + platform() + "; on Windows run the twin in WSL");
      }
      Files.createDirectories(cache);
      var unfinished = Files.createTempFile(cache, resource, ".part");
      Files.copy(packed, unfinished, StandardCopyOption.REPLACE_EXISTING);
      if (!unfinished.toFile().setExecutable(true, false)) {
        throw new IOException("cannot be made executable");
      }
      Files.move(
          unfinished, program, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return new RedisBinary(program);
    } catch (IOException e) {
      throw new RedisException("Redis cannot be unpacked to " + cache + ": " + e.getMessage(), e);
    }
  }

  private static String platform() {
    var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    var processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return (system.startsWith("mac") ? "darwin" : system.split(" ", 2)[0])
        + "-"
        + (processor.equals("aarch64")
            ? "arm64"
            : processor.equals("x86_64") ? "amd64" : processor);
  }
}
