package io.pilothouse.blueprints.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pilothouse.blueprints.markdown.Block.Bullet;
import io.pilothouse.blueprints.markdown.Block.Cell;
import io.pilothouse.blueprints.markdown.Block.Fragment;
import io.pilothouse.blueprints.markdown.Block.Heading;
import io.pilothouse.blueprints.markdown.Block.Table;
import io.pilothouse.blueprints.text.Note;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.Notes;
import io.pilothouse.blueprints.text.Place;
import io.pilothouse.blueprints.text.SourceText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarkdownParserTest {
  private final Notes notes = new Notes();

  private List<Block> parse(String text) {
    return MarkdownParser.parse(
        new SourceText("d", "d.md", text), Set.of("구분", "개발환경", "운영환경", "비고"), notes);
  }

  private static <T> List<T> only(List<Block> blocks, Class<T> type) {
    return blocks.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The values of a fragment, one line each, with their keys. */
  private static String values(Fields fields, String path) {
    return switch (fields) {
      case Fields.Scalar scalar -> path + "=" + scalar.text() + "\n";
      case Fields.Sequence sequence -> {
        var all = new StringBuilder();
        sequence.items().forEach(i -> all.append(values(i, path + "[]")));
        yield all.toString();
      }
      case Fields.Mapping mapping -> {
        var all = new StringBuilder();
        mapping.entries().forEach(e -> all.append(values(e.value(), path + "/" + e.key())));
        yield all.toString();
      }
    };
  }

  @Test
  void readsWhatFollowsTheSpecification() {
    List<Block> blocks =
        parse(
            """
            # 설계서
            ## 1. Overview
            - **Users**: 1,000
            - plain
            | Item | Value | Notes |
            |------|:-----:|-------|
            | SKU | `D4s_v3` | a \\| b |
            ```yaml
            cache:
              ttl: 5m # short
              zones: [1, "2"]
            ```
            """);
    assertThat(only(blocks, Heading.class))
        .extracting(Heading::level, Heading::number, Heading::title)
        .containsExactly(tuple(1, Optional.empty(), "설계서"), tuple(2, Optional.of("1"), "Overview"));
    assertThat(only(blocks, Bullet.class))
        .extracting(Bullet::key, Bullet::text)
        .containsExactly(tuple(Optional.of("Users"), "1,000"), tuple(Optional.empty(), "plain"));
    assertThat(only(blocks, Table.class).getFirst().rows().getFirst())
        .containsExactly(
            new Cell("SKU", new Place("d", 7, 3)),
            new Cell("D4s_v3", new Place("d", 7, 9)),
            new Cell("a | b", new Place("d", 7, 20)));
    assertThat(values(only(blocks, Fragment.class).getFirst().fields(), ""))
        .isEqualTo("/cache/ttl=5m\n/cache/zones[]=1\n/cache/zones[]=2\n");
    assertThat(notes.all()).isEmpty();
  }

  @Test
  void readsADocumentFlattenedToOneLine() {
    String line =
        "# 주문 시스템 - 운영 ## 1. 구성 ### 1.1 클러스터 설정 | 구성 항목 | 설정 값 | 설명 |"
            + " |----------|---------|------| | Kubernetes 버전 | 1.29 | 최신 | | DNS | CoreDNS | 기본 |"
            + " ### 1.2 특성 - **가용성**: 99.9% (월 43분) - **사용자**: 1만 명 ### 1.3 HPA 구성 ```yaml hpa:"
            + " order_service: min_replicas: 3 max_replicas: 10 metrics: - cpu: 70% - custom: rps > 100"
            + " pay_service: min_replicas: 2 max_replicas: 8 metrics: - cpu: 80% ``` ## 2. 정책 **기본 설정**"
            + " | 구성 항목 | 설정 값 | 설명 | |---|---|---| | SKU | P1 | x |";
    List<Block> blocks = parse(line);
    assertThat(only(blocks, Heading.class))
        .extracting(Heading::title)
        .containsExactly("주문 시스템 - 운영", "구성", "클러스터 설정", "특성", "HPA 구성", "정책");
    assertThat(only(blocks, Table.class)).extracting(t -> t.rows().size()).containsExactly(2, 1);
    Cell version = only(blocks, Table.class).getFirst().rows().getFirst().get(1);
    assertThat(version.text()).isEqualTo("1.29");
    assertThat(version.place()).isEqualTo(new Place("d", 1, line.indexOf("1.29") + 1));
    assertThat(only(blocks, Bullet.class))
        .extracting(Bullet::text)
        .containsExactly("99.9% (월 43분)", "1만 명");
    assertThat(values(only(blocks, Fragment.class).getFirst().fields(), ""))
        .isEqualTo(
            """
            /hpa/order_service/min_replicas=3
            /hpa/order_service/max_replicas=10
            /hpa/order_service/metrics[]/cpu=70%
            /hpa/order_service/metrics[]/custom=rps > 100
            /hpa/pay_service/min_replicas=2
            /hpa/pay_service/max_replicas=8
            /hpa/pay_service/metrics[]/cpu=80%
            """);
    assertThat(notes.all()).extracting(Note::kind).containsExactly(Kind.READING);
  }

  @Test
  void readsATableOfOneCellPerLine() {
    List<Block> blocks =
        parse(
            "장부 계획서\n1. 개요\n| 항목 |\n값 |\n비고 |\n| 서버 |\nledger-db |\n운영 |\n| 총합 |\n\n|\n$925 |\n2. 다음\n");
    Table table = only(blocks, Table.class).getFirst();
    assertThat(table.columns()).extracting(Cell::text).containsExactly("항목", "값", "비고");
    assertThat(table.rows())
        .extracting(r -> r.stream().map(Cell::text).toList())
        .containsExactly(List.of("서버", "ledger-db", "운영"), List.of("총합", "", "$925"));
    assertThat(only(blocks, Heading.class))
        .extracting(Heading::title)
        .containsExactly("장부 계획서", "개요", "다음");
  }

  @Test
  void readsYamlWithoutFenceAndWithoutIndentation() {
    List<Block> blocks =
        parse(
            """
            계획서
            1. 복제
            읽기_복제본_1:
            위치: "Korea South" # 다른 지역
            사양: "Standard_D2s_v3"
            읽기_복제본_2:
            위치: "Korea Central"
            사양: "Standard_D2s_v3"
            복제_설정:
            복제_지연: "< 5초"
            용도:
            - 조회
            - 백업
            2. 다음
            """);
    assertThat(values(only(blocks, Fragment.class).getFirst().fields(), ""))
        .isEqualTo(
            """
            /읽기_복제본_1/위치=Korea South
            /읽기_복제본_1/사양=Standard_D2s_v3
            /읽기_복제본_2/위치=Korea Central
            /읽기_복제본_2/사양=Standard_D2s_v3
            /복제_설정/복제_지연=< 5초
            /복제_설정/용도[]=조회
            /복제_설정/용도[]=백업
            """);
    assertThat(only(blocks, Heading.class)).extracting(Heading::title).endsWith("다음");
  }

  @Test
  void keepsRowsWholeWhoseColumnsNothingSeparates() {
    List<Block> blocks = parse("# 비교\n구분 개발환경 운영환경\n가용성 95% 99.9%\n\n## 끝\n");
    Table table = only(blocks, Table.class).getFirst();
    assertThat(table.separated()).isFalse();
    assertThat(table.columns()).extracting(Cell::text).containsExactly("구분", "개발환경", "운영환경");
    assertThat(table.rows().getFirst()).extracting(Cell::text).containsExactly("가용성 95% 99.9%");
    assertThat(notes.all()).extracting(Note::kind).containsExactly(Kind.READING);
  }

  @Test
  void skipsWhatARepositoryBrowserShowsAroundADocument() {
    List<Block> blocks =
        parse("team/doc/plan.md\n2025-09-09 01:12:14 +09:00\n15 KiB\n# Plan\n- a: b\n");
    assertThat(blocks).hasSize(2);
    assertThat(notes.all())
        .singleElement()
        .satisfies(n -> {
          assertThat(n.kind()).isEqualTo(Kind.SKIPPED);
          assertThat(n.lastLine()).isEqualTo(3);
        });
  }

  @Test
  void saysWhatIsNoYaml() {
    List<Block> blocks =
        parse("# t\n```yaml\na: 1\nno key here\nb: *alias\n```\n```yaml\nopen: 1\n");
    assertThat(values(only(blocks, Fragment.class).getFirst().fields(), ""))
        .isEqualTo("/a=1\n/b=*alias\n");
    assertThat(notes.all())
        .extracting(Note::kind, n -> n.place().line())
        .containsExactly(tuple(Kind.NOT_UNDERSTOOD, 4), tuple(Kind.ERROR, 7));
  }
}
