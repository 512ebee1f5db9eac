package io.pilothouse.serviceruntime.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class TraceContextTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00f067aa0ba902b7";

  @Test
  void goesOnWithTheCallersTraceUnderASpanOfItsOwn() {
    var context =
        TraceContext.entering(
            Optional.of("00-" + TRACE + "-" + CALLER + "-01"), Optional.of("req-7"));

    assertThat(context.traceId()).isEqualTo(TRACE);
    assertThat(context.spanId()).matches("[0-9a-f]{16}").isNotEqualTo(CALLER);
    assertThat(context.requestId()).isEqualTo("req-7");
    assertThat(context.traceParent()).isEqualTo("00-" + TRACE + "-" + context.spanId() + "-01");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\nroot: all is well"
      })
  void beginsATraceOfItsOwnWhenTheHeaderIsNotOne(String header) {
    var context = TraceContext.entering(Optional.of(header), Optional.empty());

    assertThat(context.traceId()).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
    assertThat(context.sampled()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "", "x y", "<script>", "\u001b[31m"})
  void takesNoRequestIdThatCouldForgeALogLine(String header) {
    assertThat(TraceContext.entering(Optional.empty(), Optional.of(header)).requestId())
        .isNotEqualTo(header)
        .matches("[0-9a-f-]{36}");
  }

  @Test
  void linesLoggedMeanwhileCarryTheIdsAndNoLineAfter() {
    var outer = TraceContext.entering(Optional.empty(), Optional.of("outer"));
    var inner = TraceContext.entering(Optional.empty(), Optional.of("inner"));
    try (var scope = CurrentTrace.set(outer)) {
      try (var nested = CurrentTrace.set(inner)) {
        assertThat(MDC.get("requestId")).isEqualTo("inner");
      }
      assertThat(MDC.get("requestId")).isEqualTo("outer");
      assertThat(MDC.get("traceId")).isEqualTo(outer.traceId());
    }
    assertThat(CurrentTrace.get()).isEmpty();
    assertThat(MDC.get("traceId")).isNull();
  }
}
