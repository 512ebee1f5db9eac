package io.pilothouse.desktopapp.launch;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program of a service: where its build laid it out, and how a Java process is made of it.
 *
 * @param module the folder's name
 * @param mainClass where it starts
 */
record ServiceProgram(String module, String mainClass) {
  private static final String BUILT = "target/app/lib";
  private static final String CACHE = "service.aot";
  private static final String LOADED = "loaded.classes";

  /** The program that is a service: two have one of their own, every other is a domain service. */
  static ServiceProgram of(String service) {
    return switch (service) {
      case "auth-service" -> new ServiceProgram(service, "io.pilothouse.authservice.AuthService");
      case "api-gateway" -> new ServiceProgram(service, "io.pilothouse.apigateway.ApiGateway");
      default -> new ServiceProgram("domain-service", "io.pilothouse.domainservice.DomainService");
    };
  }

  /** Whether it is a service that a blueprint describes; the other two are told all by settings. */
  boolean readsBlueprint() {
    return module.equals("domain-service");
  }

  /**
   * The command of a process, which begins with what earlier ones have learned of their classes:
   * the first records, a cache is made of that beside the second, those after it begin with it.
   *
   * @throws CannotOpenException if the program is not built
   */
  List<String> command() {
    Path app = folder().resolve(BUILT).getParent();
    if (app == null || !Files.isDirectory(app.resolve("lib"))) {
      throw CannotOpenException.notReachable(
          Sentence.of("launch.serve.not-built", module, String.valueOf(app)));
    }
    var command = new ArrayList<>(java());
    Path cache = app.resolve(CACHE);
    Path loaded = app.resolve(LOADED);
    if (Files.exists(cache)) {
      command.add("-XX:AOTCache=" + cache);
    } else if (!recorded(loaded)) {
      command.add("-XX:AOTMode=record");
      command.add("-XX:AOTConfiguration=" + loaded);
    }
    command.addAll(List.of("-cp", app.resolve("lib") + "/*", mainClass));
    return List.copyOf(command);
  }

  /** The command that makes the cache of what was recorded; empty when there is nothing to do. */
  List<String> cacheCommand() {
    Path app = folder().resolve("target/app");
    if (Files.exists(app.resolve(CACHE)) || !recorded(app.resolve(LOADED))) {
      return List.of();
    }
    var command = new ArrayList<>(java());
    command.addAll(
        List.of(
            "-XX:AOTMode=create",
            "-XX:AOTConfiguration=" + app.resolve(LOADED),
            "-XX:AOTCache=" + app.resolve(CACHE),
            "-cp",
            app.resolve("lib") + "/*"));
    return List.copyOf(command);
  }

  /** A process that was killed leaves an empty record. */
  private static boolean recorded(Path loaded) {
    return loaded.toFile().length() > 0;
  }

  /** Set by the launcher; else below the folder in which it was started. */
  private Path folder() {
    return Path.of(System.getProperty("pilothouse.services", "platform-services"))
        .toAbsolutePath()
        .resolve(module);
  }

  private static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        "-XX:TieredStopAtLevel=1",
        "-Xmx512m",
        "-Xlog:aot=off",
        "-Xlog:cds=off",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow");
  }
}
