package io.pilothouse.operations.diagnosis;

import static io.pilothouse.operations.diagnosis.CauseCase.found;
import static io.pilothouse.operations.diagnosis.CauseCase.none;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.world.Live;
import io.pilothouse.operations.world.With;
import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Causes that a release brings, and what looks like one. */
class ReleaseCausesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofMinutes(5);

  static Stream<Arguments> causes() {
    return Stream.of(
        found(
            "new pods crash, the old one does not",
            "release-crash-loop:user-service",
            Certainty.CERTAIN,
            s -> s.released("user-service", MINUTE, false, "CrashLoopBackOff")),
        found(
            "new pods wait for an image",
            "image-missing:user-service",
            Certainty.CERTAIN,
            s -> s.released("user-service", MINUTE, false, "ImagePullBackOff")),
        found(
            "new pods run and are not ready for two minutes",
            "release-not-ready:user-service",
            Certainty.LIKELY,
            s -> s.waiting("user-service", Duration.ofMinutes(2))),
        found(
            "new pods fail, the old one does not",
            "release-errors:user-service",
            Certainty.LIKELY,
            s ->
                s.released("user-service", MINUTE, true)
                    .reports("user-service", 1, "failed_requests", 0.5)
                    .reports("user-service", 2, "failed_requests", 30)
                    .reports("user-service", 3, "failed_requests", 30)),
        found(
            "requests fail since the rollout",
            "release-errors:user-service",
            Certainty.POSSIBLE,
            s ->
                s.usually("user-service", "failed_requests", 0.2, LONG)
                    .rolledOut("user-service")
                    .after(Duration.ofSeconds(20))
                    .reports("user-service", "failed_requests", 30)),
        found(
            "new pods are slow, the old one is not",
            "release-slow:user-service",
            Certainty.LIKELY,
            s ->
                s.released("user-service", MINUTE, true)
                    .reports("user-service", 1, "avg_response_time", 40)
                    .reports("user-service", 2, "avg_response_time", 400)
                    .reports("user-service", 3, "avg_response_time", 420)),
        found(
            "answers are slow since the rollout",
            "release-slow:user-service",
            Certainty.POSSIBLE,
            s ->
                s.usually("user-service", "avg_response_time", 40, LONG)
                    .rolledOut("user-service")
                    .after(Duration.ofSeconds(20))
                    .reports("user-service", "avg_response_time", 400)),
        found(
            "a young release fails and nobody watched before it",
            "release-errors:user-service",
            Certainty.POSSIBLE,
            s ->
                s.rolledOut("user-service")
                    .after(Duration.ofSeconds(20))
                    .reports("user-service", "failed_requests", 40)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void causes(String what, String id, Certainty certainty, UnaryOperator<Sick> change) {
    CauseCase.assertFound(id, certainty, change);
  }

  static Stream<Arguments> nothing() {
    return Stream.of(
        none(
            "old and new pods crash alike",
            s ->
                s.released("user-service", MINUTE, false, "CrashLoopBackOff")
                    .but(
                        With.with(
                            Live.pod("user-service", 1, false, "CrashLoopBackOff"),
                            "replicaSet",
                            Optional.of("rs-2")))),
        none(
            "pods of a release of yesterday crash",
            s -> s.released("user-service", Duration.ofDays(1), false, "CrashLoopBackOff")),
        none(
            "a young release fails with what it calls",
            s ->
                s.rolledOut("user-service")
                    .after(Duration.ofSeconds(20))
                    .reports("user-service", "failed_requests", 40)
                    .reports("user-service", "dependency_errors_timeout_partner", 0.15)),
        none("a pod ended once", s -> s.released("user-service", MINUTE, false, "Error")),
        none(
            "pods crash and the cluster is cut",
            s ->
                s.released("user-service", MINUTE, false, "CrashLoopBackOff")
                    .cut(Sources.KUBERNETES)),
        none(
            "new pods run and are not ready yet",
            s -> s.waiting("user-service", Duration.ofSeconds(20))),
        none(
            "new pods fail as the old one does",
            s ->
                s.released("user-service", MINUTE, true)
                    .reports("user-service", "failed_requests", 30)),
        none(
            "requests fail since long after the rollout",
            s ->
                s.usually("user-service", "failed_requests", 0.2, LONG)
                    .rolledOut("user-service")
                    .usually("user-service", "failed_requests", 0.2, LONG)
                    .reports("user-service", "failed_requests", 30)),
        none(
            "answers take a little longer since the rollout",
            s ->
                s.usually("user-service", "avg_response_time", 4, LONG)
                    .rolledOut("user-service")
                    .reports("user-service", "avg_response_time", 14)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void nothing(String what, UnaryOperator<Sick> change) {
    CauseCase.assertNothing(change);
  }
}
