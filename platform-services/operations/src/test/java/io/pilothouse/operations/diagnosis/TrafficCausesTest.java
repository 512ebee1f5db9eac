package io.pilothouse.operations.diagnosis;

import static io.pilothouse.operations.diagnosis.CauseCase.found;
import static io.pilothouse.operations.diagnosis.CauseCase.none;

import io.pilothouse.sharedmodel.diagnosis.Cause.Certainty;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Causes outside: visitors and external systems, and what looks like one. */
class TrafficCausesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofMinutes(5);

  static Stream<Arguments> causes() {
    return Stream.of(
        found(
            "all services get three times the requests",
            "traffic-surge:front-door",
            Certainty.LIKELY,
            s ->
                s.usually("user-service", "requests_per_second", 5, LONG)
                    .usually("location-service", "requests_per_second", 4, LONG)
                    .reports("user-service", "requests_per_second", 50)
                    .reports("location-service", "requests_per_second", 40)),
        found(
            "one service alone gets ten times the requests",
            "traffic-surge:user-service",
            Certainty.LIKELY,
            s ->
                s.usually("user-service", "requests_per_second", 5, LONG)
                    .reports("user-service", "requests_per_second", 50)),
        found(
            "an external system takes nearly as long as its caller waits",
            "external-slow:openai",
            Certainty.LIKELY,
            s -> s.reports("location-service", "external_response_time_openai", 4_900)),
        found(
            "an external system takes ten times as long as it did",
            "external-slow:openai",
            Certainty.LIKELY,
            s ->
                s.usually("location-service", "external_response_time_openai", 90, LONG)
                    .reports("location-service", "external_response_time_openai", 900)),
        found(
            "calls to an external system are refused",
            "external-down:openai",
            Certainty.LIKELY,
            s -> s.reports("location-service", "dependency_errors_refused_openai", 2)),
        found(
            "only the breaker is seen to be open",
            "external-down:openai",
            Certainty.POSSIBLE,
            s -> s.reports("location-service", "circuit_breaker_open_openai", 1)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void causes(String what, String id, Certainty certainty, UnaryOperator<Sick> change) {
    CauseCase.assertFound(id, certainty, change);
  }

  static Stream<Arguments> nothing() {
    return Stream.of(
        none("all is well", s -> s),
        none(
            "requests double",
            s ->
                s.usually("user-service", "requests_per_second", 5, LONG)
                    .reports("user-service", "requests_per_second", 10)),
        none(
            "requests were not watched before",
            s -> s.reports("user-service", "requests_per_second", 50)),
        none(
            "an external system is as slow as ever",
            s ->
                s.usually("location-service", "external_response_time_openai", 900, LONG)
                    .reports("location-service", "external_response_time_openai", 950)),
        none(
            "an external system was slow a minute ago",
            s ->
                s.reports("location-service", "external_response_time_openai", 4_900)
                    .after(MINUTE)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void nothing(String what, UnaryOperator<Sick> change) {
    CauseCase.assertNothing(change);
  }
}
