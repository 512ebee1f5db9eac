package io.pilothouse.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** What may depend on what, as rules that a test runs. */
final class ArchitectureRules {
  private ArchitectureRules() {}

  static ArchRule fabric8OnlyWhereKubernetesIsSpoken() {
    return noClasses()
        .that()
        .resideOutsideOfPackages("io.pilothouse.kubernetesconnector..", "io.pilothouse.localtwin..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.fabric8..")
        .because("the rest of the product knows Kubernetes only as observations and ports");
  }

  static ArchRule azureSdkOnlyWhereAzureIsSpoken() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.pilothouse.azureconnector..",
            "io.pilothouse.deployer..",
            "io.pilothouse.serviceruntime..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.azure..")
        .because("the rest of the product knows Azure only as observations and ports");
  }

  static ArchRule noSpringInDesktopOrEngine() {
    return noClasses()
        .that()
        .resideInAnyPackage(
            "io.pilothouse.desktopapp..",
            "io.pilothouse.operations..",
            "io.pilothouse.sharedmodel..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .because("they run inside a desktop process and inside a server alike");
  }

  static ArchRule springOnlyInTheRuntimesSpringPart() {
    return noClasses()
        .that()
        .resideInAPackage("io.pilothouse.serviceruntime..")
        .and()
        .resideOutsideOfPackage("io.pilothouse.serviceruntime.spring..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..",
            "io.micrometer..",
            "jakarta.servlet..",
            "io.pilothouse.serviceruntime.spring..")
        .because("the twin runs on the plain runtime, without Spring on its class path");
  }

  static ArchRule engineHasNoEffectsOfItsOwn() {
    return noClasses()
        .that()
        .resideInAPackage("io.pilothouse.operations..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..", "javax.sql..", "java.net.http..", "javafx..", "com.sun.net..")
        .because("the engine reaches the outside only through its ports");
  }

  static ArchRule vocabularyStandsAlone() {
    return classes()
        .that()
        .resideInAPackage("io.pilothouse.sharedmodel..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.pilothouse.sharedmodel..",
            "java..",
            "org.jspecify..",
            "com.fasterxml.jackson.annotation..")
        .because("every other module speaks this vocabulary, so it may need none of them");
  }

  static ArchRule viewModelsKnowNoScene() {
    return noClasses()
        .that()
        .haveSimpleNameEndingWith("ViewModel")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("javafx.scene..")
        .because("view models are tested without a toolkit");
  }

  static ArchRule timeIsAParameter() {
    return noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(OffsetDateTime.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", java.time.Duration.class)
        .because("decisions take the clock as a parameter and nothing waits by sleeping");
  }

  static ArchRule noCyclesBetweenModules() {
    return slices().matching("io.pilothouse.(*)..").should().beFreeOfCycles();
  }

  static ArchRule oneClassHopsToTheToolkitThread() {
    return classes()
        .should(new HopInOnePlace())
        .because("changes reach the screen in one coalesced hop");
  }

  /** Collects the classes that call Platform.runLater; more than one is a violation. */
  private static final class HopInOnePlace extends ArchCondition<JavaClass> {
    private final Set<String> callers = new TreeSet<>();

    HopInOnePlace() {
      super("call Platform.runLater from one class only");
    }

    @Override
    public void init(Collection<JavaClass> all) {
      callers.clear();
    }

    @Override
    public void check(JavaClass item, ConditionEvents events) {
      boolean hops =
          item.getMethodCallsFromSelf().stream()
              .anyMatch(call ->
                  call.getTargetOwner().getName().equals("javafx.application.Platform")
                      && call.getName().equals("runLater"));
      if (hops) {
        callers.add(item.getName().replaceAll("\\$.*", ""));
      }
    }

    @Override
    public void finish(ConditionEvents events) {
      if (callers.size() > 1) {
        events.add(
            SimpleConditionEvent.violated(callers, "Platform.runLater is called from " + callers));
      }
    }
  }
}
