package io.pilothouse.blueprints.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds docs/review-rules.md and its Korean sister to the catalogue. {@code ./mvnw -pl
 * platform-services/blueprints test -Dtest=ReviewRulesPageTest -Dpilothouse.write=true} writes
 * them.
 */
class ReviewRulesPageTest {
  private static final Path DOCS = Path.of("../../docs");

  /**
   * What a page says of itself.
   *
   * @param opening with a gap for the number of the rules and one for the day of their examples
   * @param topics by the last part of a rule's package
   */
  private record Frame(
      Path file,
      Sentences sentences,
      String opening,
      Map<String, String> topics,
      Map<Severity, String> severities,
      String documentation,
      String instead) {}

  private static final Frame ENGLISH =
      new Frame(
          DOCS.resolve("review-rules.md"),
          Sentences.in(Locale.ENGLISH),
          """
          # Rules of the design review

          한국어: [설계 검토의 규칙](ko/review-rules.md)

          `./pilothouse review FILE` or `--system KEY` holds a blueprint against these %s rules. An error is a plan that cannot work, a warning one that
          works and does not do what it promises. What will be retired is advice first, a warning in its last year and an error after it;
          `--date` reads a design on another day. The words of each rule are those of the example that it is tested with, read on %s.

          This page is made from the catalogue by a test, which also fails when it is out of date: `ReviewRulesPageTest`.
          """,
          Map.of(
              "document", "Document",
              "network", "Network",
              "cluster", "Cluster",
              "database", "Database",
              "cache", "Cache",
              "messaging", "Messaging",
              "entrance", "Entrance",
              "platform", "Platform"),
          Map.of(Severity.ERROR, "error", Severity.WARNING, "warning", Severity.ADVICE, "advice"),
          "documentation",
          "Instead:");

  private static final Frame KOREAN =
      new Frame(
          DOCS.resolve("ko/review-rules.md"),
          Sentences.in(Locale.KOREAN),
          """
          # 설계 검토의 규칙

          English: [Rules of the design review](../review-rules.md)

          `./pilothouse review FILE` 또는 `--system KEY`는 블루프린트를 %s개의 규칙으로 검토합니다. `--language korean`을 지정하면 결과가 한국어로 나옵니다. *오류*는 동작할 수 없는 설계이고, *경고*는 동작하지만 약속한 대로 되지
          않는 설계입니다. 종료가 예고된 것은 처음에는 *조언*, 마지막 해에는 *경고*, 그 뒤에는 *오류*입니다. `--date`를 지정하면 다른 날짜를 기준으로 검토합니다. 규칙의 문장은 그 규칙의 테스트에 쓰는 예를 %s에 검토한 결과입니다.

          이 페이지는 규칙의 목록에서 테스트로 만들며, 규칙과 달라지면 테스트가 실패합니다: `ReviewRulesPageTest`.
          """,
          Map.of(
              "document", "문서",
              "network", "네트워크",
              "cluster", "클러스터",
              "database", "데이터베이스",
              "cache", "캐시",
              "messaging", "메시징",
              "entrance", "진입점",
              "platform", "플랫폼"),
          Map.of(Severity.ERROR, "오류", Severity.WARNING, "경고", Severity.ADVICE, "조언"),
          "참고 문서",
          "대신:");

  static Stream<Frame> pages() {
    return Stream.of(ENGLISH, KOREAN);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void thePageSaysWhatTheRulesAre(Frame frame) throws IOException {
    if (Boolean.getBoolean("pilothouse.write")) {
      Files.writeString(frame.file(), page(frame));
    }
    assertThat(Files.readString(frame.file()))
        .as(
            "write it anew: ./mvnw -pl platform-services/blueprints test -Dtest=ReviewRulesPageTest -Dpilothouse.write=true")
        .isEqualTo(page(frame));
  }

  private static String page(Frame frame) {
    var review = new DesignReview();
    var page = new StringBuilder();
    page.append(String.format(frame.opening(), review.rules().size(), Fixtures.DAY));
    String topic = "";
    for (ReviewRule rule : review.rules()) {
      String own = rule.getClass().getPackageName().replaceFirst(".*\\.", "");
      if (!own.equals(topic)) {
        topic = own;
        page.append("\n## ")
            .append(Objects.requireNonNull(frame.topics().get(own), own))
            .append("\n");
      }
      page.append(section(rule, frame));
    }
    return page.toString();
  }

  private static String section(ReviewRule rule, Frame frame) {
    Finding example =
        new DesignReview(List.of(rule)).review(Fixtures.triggers(rule), Fixtures.DAY).getFirst();
    About about = rule.about();
    Sentences sentences = frame.sentences();
    String title = sentences.say(Sentence.of("review." + about.id() + ".title"));
    return "\n### "
        + about.id()
        + "\n\n**"
        + title
        + (title.endsWith(".") ? "" : ".")
        + "** "
        + frame.severities().get(about.severity())
        + " · ["
        + frame.documentation()
        + "]("
        + about.documentation()
        + ")\n\n"
        + sentences.say(example.happens())
        + "\n\n*"
        + frame.instead()
        + "* "
        + sentences.say(example.instead())
        + "\n";
  }
}
