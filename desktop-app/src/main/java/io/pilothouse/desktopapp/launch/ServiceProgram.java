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
  private static final String APP = "target/app";

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
   * The command of a process, which begins with the cache of its loaded and linked classes if an
   * earlier one has left one.
   *
   * @throws CannotOpenException if the program is not built
   */
  List<String> command() {
    Path app = folder().resolve(APP);
    if (!Files.isDirectory(app.resolve("lib"))) {
      throw CannotOpenException.notReachable(
          Sentence.of("launch.serve.not-built", module, app.toString()));
    }
    var command = new ArrayList<>(java());
    if (Files.exists(cache())) {
      command.add("-XX:AOTCache=" + cache());
    }
    command.addAll(program());
    return List.copyOf(command);
  }

  /** Where its cache of classes is, once it was made. */
  Path cache() {
    return folder().resolve(APP).resolve("service.aot");
  }

  /**
   * The command of a training run: it sets the service up, with what it connects to, ends before it
   * takes a request, and writes the cache.
   */
  List<String> trainingCommand(Path written) {
    var command = new ArrayList<>(java());
    command.add("-XX:AOTCacheOutput=" + written);
    command.add("-Dspring.context.exit=onRefresh");
    command.addAll(program());
    return List.copyOf(command);
  }

  private List<String> program() {
    return List.of("-cp", folder().resolve(APP).resolve("lib") + "/*", mainClass);
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
