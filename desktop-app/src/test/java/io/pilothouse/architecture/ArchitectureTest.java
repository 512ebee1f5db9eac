package io.pilothouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.pilothouse.architecture.fixture.HopsFromAnotherPlace;
import io.pilothouse.architecture.fixture.HopsFromOnePlace;
import io.pilothouse.architecture.fixture.ReadsTheClock;
import io.pilothouse.architecture.fixture.SceneViewModel;
import io.pilothouse.architecture.fixture.Sleeps;
import io.pilothouse.architecture.fixture.SpeaksAzure;
import io.pilothouse.architecture.fixture.SpeaksKubernetes;
import io.pilothouse.operations.fixture.ConnectsToDatabase;
import io.pilothouse.operations.fixture.UsesSpring;
import io.pilothouse.serviceruntime.fixture.UsesSpringInPlainRuntime;
import io.pilothouse.sharedmodel.fixture.NeedsTheEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("io.pilothouse");

  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.of(
            "fabric8",
            ArchitectureRules.fabric8OnlyWhereKubernetesIsSpoken(),
            List.of(SpeaksKubernetes.class)),
        Arguments.of(
            "azure",
            ArchitectureRules.azureSdkOnlyWhereAzureIsSpoken(),
            List.of(SpeaksAzure.class)),
        Arguments.of(
            "spring", ArchitectureRules.noSpringInDesktopOrEngine(), List.of(UsesSpring.class)),
        Arguments.of(
            "spring in the runtime",
            ArchitectureRules.springOnlyInTheRuntimesSpringPart(),
            List.of(UsesSpringInPlainRuntime.class)),
        Arguments.of(
            "engine",
            ArchitectureRules.engineHasNoEffectsOfItsOwn(),
            List.of(ConnectsToDatabase.class)),
        Arguments.of(
            "vocabulary", ArchitectureRules.vocabularyStandsAlone(), List.of(NeedsTheEngine.class)),
        Arguments.of(
            "view models",
            ArchitectureRules.viewModelsKnowNoScene(),
            List.of(SceneViewModel.class)),
        Arguments.of("clock", ArchitectureRules.timeIsAParameter(), List.of(ReadsTheClock.class)),
        Arguments.of("sleep", ArchitectureRules.timeIsAParameter(), List.of(Sleeps.class)),
        Arguments.of(
            "cycles",
            ArchitectureRules.noCyclesBetweenModules(),
            List.of(NeedsTheEngine.class, UsesSpring.class, ConnectsToDatabase.class)),
        Arguments.of(
            "one hop",
            ArchitectureRules.oneClassHopsToTheToolkitThread(),
            List.of(HopsFromOnePlace.class, HopsFromAnotherPlace.class)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void theProductKeepsTheRule(String name, ArchRule rule, List<Class<?>> fixture) {
    rule.allowEmptyShould(true).check(PRODUCT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void theRuleBites(String name, ArchRule rule, List<Class<?>> fixture) {
    JavaClasses illegal = new ClassFileImporter().importClasses(fixture);
    assertThat(rule.evaluate(illegal).hasViolation()).as("%s finds its fixture", name).isTrue();
  }

  @Test
  void everyPackageOfTheProductIsNullMarked() throws Exception {
    Path root = Path.of(System.getProperty("project.root"));
    assertThat(packagesWithoutNullMarked(root))
        .as("add a package-info.java with @NullMarked")
        .isEmpty();
  }

  @Test
  void aPackageWithoutNullMarkedIsFound(@org.junit.jupiter.api.io.TempDir Path root)
      throws Exception {
    Path bare = Files.createDirectories(root.resolve("module/src/main/java/io/pilothouse/bare"));
    Files.writeString(bare.resolve("Thing.java"), "package io.pilothouse.bare; class Thing {}");
    assertThat(packagesWithoutNullMarked(root)).containsExactly(bare);
  }

  private static List<Path> packagesWithoutNullMarked(Path root) throws java.io.IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(f -> f.toString().contains("/src/main/java/") && f.toString().endsWith(".java"))
          .map(Path::getParent)
          .distinct()
          .filter(folder -> {
            Path info = folder.resolve("package-info.java");
            try {
              return !Files.exists(info) || !Files.readString(info).contains("@NullMarked");
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          })
          .sorted()
          .toList();
    }
  }
}
