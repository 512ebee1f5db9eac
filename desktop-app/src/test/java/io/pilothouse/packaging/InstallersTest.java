package io.pilothouse.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of a release, run on small stand-ins for what they work on. */
class InstallersTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root")).toAbsolutePath();
  private static final Path INSTALLERS = ROOT.resolve("installers");
  private static final YAMLMapper YAML = new YAMLMapper(new YAMLFactory());

  @TempDir Path folder;

  @Test
  void aLicenceThatIsNotOnTheListFailsTheBuildAndIsNamed() throws Exception {
    Path report = folder.resolve("THIRD-PARTY.txt");
    String choice = "<expression>(AGPL-3.0-only OR Apache-2.0)</expression>";
    String good =
        component("good", "<license><id>MIT</id></license>") + component("choice", choice);
    assertThat(licences(good, report).code).isZero();
    assertThat(Files.readString(report)).contains("org.example:good 1.0\n    MIT");
    String bad =
        component("bad", "<license><id>AGPL-3.0-only</id></license>")
            + component("silent", "")
            + component("both", "<expression>AGPL-3.0-only AND Apache-2.0</expression>");
    Ran refused = licences(good + bad, report);
    assertThat(refused.code).isEqualTo(1);
    assertThat(refused.output)
        .contains("bad 1.0: AGPL-3.0-only", "silent 1.0: no licence is named", "both 1.0: AGPL")
        .doesNotContain("good", "choice");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theEntriesOfTheChannelsHaveTheChecksumsOfTheReleasesFiles() throws Exception {
    Path packages = Files.createDirectories(folder.resolve("packages"));
    for (String name :
        List.of(
            "pilothouse-1.2.3.msi",
            "pilothouse-1.2.3-macos-amd64.tar.gz",
            "pilothouse-1.2.3-macos-arm64.tar.gz")) {
      Files.writeString(packages.resolve(name), name);
    }
    Path to = folder.resolve("channels");
    Ran ran =
        run(
            Map.of(),
            INSTALLERS.resolve("channels/fill").toString(),
            "1.2.3",
            "https://github.com/pilothouse/pilothouse",
            packages.toString(),
            to.toString());
    assertThat(ran.code).as(ran.output).isZero();
    Path winget = to.resolve("winget/manifests/p/pilothouse/Pilothouse/1.2.3");
    List<JsonNode> manifests = new ArrayList<>();
    try (Stream<Path> files = Files.list(winget)) {
      for (Path file : files.toList()) {
        manifests.add(YAML.readTree(file.toFile()));
      }
    }
    assertThat(manifests)
        .hasSize(4)
        .allMatch(m -> m.path("PackageVersion").asText().equals("1.2.3"));
    JsonNode installer =
        YAML.readTree(winget.resolve("pilothouse.Pilothouse.installer.yaml").toFile())
            .path("Installers")
            .path(0);
    assertThat(installer.path("InstallerUrl").asText())
        .isEqualTo(
            "https://github.com/pilothouse/pilothouse/releases/download/v1.2.3/pilothouse-1.2.3.msi");
    assertThat(installer.path("InstallerSha256").asText())
        .isEqualTo(sum("pilothouse-1.2.3.msi").toUpperCase(Locale.ROOT));
    assertThat(Files.readString(to.resolve("homebrew/Casks/pilothouse.rb")))
        .contains(
            sum("pilothouse-1.2.3-macos-amd64.tar.gz"), sum("pilothouse-1.2.3-macos-arm64.tar.gz"))
        .doesNotContain("@");
    assertThat(Files.readString(packages.resolve("SHA256SUMS")))
        .contains(sum("pilothouse-1.2.3.msi") + "  pilothouse-1.2.3.msi");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anInstalledStartRecordsThenMakesACacheThenUsesIt() throws Exception {
    Path start = installed();
    Path state = folder.resolve("state");
    Map<String, String> home = Map.of("PILOTHOUSE_HOME", state.toString());
    Path own = state.resolve("start/1.2.3-1");
    assertThat(run(home, start.toString(), "review").output).doesNotContain("AOT");
    assertThat(run(home, start.toString(), "status").output)
        .contains("-XX:AOTConfiguration=" + own.resolve("command.classes"))
        .contains("-XX:TieredStopAtLevel=1");
    Ran first = run(home, start.toString());
    assertThat(first.output)
        .contains("-XX:AOTMode=record", "io.pilothouse.desktopapp.Main")
        .contains("-XX:AOTConfiguration=" + own.resolve("window.classes"))
        .doesNotContain("TieredStopAtLevel");
    Files.writeString(own.resolve("window.classes"), "classes");
    Path before = Files.createDirectories(state.resolve("start/1.2.2-7"));
    run(home, start.toString());
    await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(own.resolve("window.aot")));
    assertThat(run(home, start.toString()).output)
        .contains("-XX:AOTCache=" + own.resolve("window.aot"))
        .doesNotContain("AOTMode");
    Files.delete(own.resolve("window.aot"));
    run(home, start.toString());
    assertThat(before).as("the cache of a version before").doesNotExist();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anInstalledStartIsAPlainOneWhereNothingCanBeWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Ran ran = run(Map.of("PILOTHOUSE_HOME", file.toString()), installed().toString());
    assertThat(ran.code).isZero();
    assertThat(ran.output).contains("io.pilothouse.desktopapp.Main").doesNotContain("AOT");
  }

  @Test
  void imagesListenAndRunAsTheChartsExpect() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    assertThat(pom).contains("<user>65532:65532</user>", "<port>8080</port><port>8081</port>");
    String chart = Files.readString(ROOT.resolve("helm/pilothouse/templates/_helpers.tpl"));
    assertThat(chart).contains("runAsUser: 65532", "mountPath: /tmp");
    for (String service : List.of("auth-service", "api-gateway", "domain-service")) {
      String module = Files.readString(ROOT.resolve("platform-services/" + service + "/pom.xml"));
      assertThat(module).contains("<jib.skip>false</jib.skip>", "<image.main>");
    }
  }

  /** An installation whose Java prints its arguments, and writes the cache that it is told to. */
  private Path installed() throws IOException {
    Path application = Files.createDirectories(folder.resolve("product/lib/app"));
    Path bin = Files.createDirectories(folder.resolve("product/lib/runtime/bin"));
    var executable = PosixFilePermissions.fromString("rwxr-xr-x");
    Path java =
        Files.writeString(
            bin.resolve("java"),
            """
            #!/bin/sh
            case "$*" in
              *AOTMode=create*) for each; do case $each in -XX:AOTCache=*) echo made >"${each#*=}" ;; esac; done ;;
              *) printf '%s\\n' "$@"; sleep 1 ;;
            esac
            """);
    Files.setPosixFilePermissions(java, executable);
    String script =
        Files.readString(INSTALLERS.resolve("linux/start"))
            .replace("@BUILD@", "1.2.3-1")
            .replace("@OPTIONS@", "-XX:+UseSerialGC");
    Path start = Files.writeString(application.resolve("start"), script);
    Files.setPosixFilePermissions(start, executable);
    return start;
  }

  private Ran licences(String component, Path report) throws Exception {
    Path bom = folder.resolve("bom.xml");
    Files.writeString(
        bom,
        "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><components>"
            + component
            + "</components></bom>");
    return run(
        Map.of(),
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        INSTALLERS.resolve("Licences.java").toString(),
        bom.toString(),
        INSTALLERS.resolve("licences.allowed").toString(),
        report.toString());
  }

  private static String component(String name, String licence) {
    return "<component><group>org.example</group><name>"
        + name
        + "</name><version>1.0</version><licenses>"
        + licence
        + "</licenses></component>";
  }

  private static String sum(String content) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
  }

  /** A process that ended. */
  private record Ran(int code, String output) {}

  private static Ran run(Map<String, String> environment, String... command) throws Exception {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ran(process.exitValue(), output);
  }
}
