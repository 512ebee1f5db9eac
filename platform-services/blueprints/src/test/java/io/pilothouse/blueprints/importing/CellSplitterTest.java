package io.pilothouse.blueprints.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.markdown.Block.Cell;
import io.pilothouse.blueprints.text.Place;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellSplitterTest {
  private final CellSplitter splitter = new CellSplitter(Dictionary.shipped());

  private Optional<List<Cell>> split(String row, int columns) {
    return splitter.split(new Cell(row, new Place("d", 7, 1)), columns);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "가용성 90% (월 72시간) 99.9% (월 43분); 가용성|90% (월 72시간)|99.9% (월 43분)",
        "입구 NGINX Ingress Azure Front Door + WAF 운영환경에서 WAF 강화; 입구|NGINX Ingress|Azure Front Door + WAF|운영환경에서 WAF 강화",
        "배포 방식 Rolling Update Blue-Green 운영환경에서 무중단; 배포 방식|Rolling Update|Blue-Green|운영환경에서 무중단",
        "원장 Kubernetes Pod + Azure Disk Azure Database Flexible Server 90% vs 99.9% $0 vs $310/월; 원장|Kubernetes Pod + Azure Disk|Azure Database Flexible Server|90% vs 99.9%|$0 vs $310/월",
        "L1 Caffeine Cache 5분 entries: 100 entries: 200 로컬 캐시; L1|Caffeine Cache|5분|entries: 100|entries: 200|로컬 캐시",
        "웹 보안 - WAF + DDoS 보호 운영환경 전용; 웹 보안|-|WAF + DDoS 보호|운영환경 전용",
        "지표 하나 둘; 지표|하나|둘"
      })
  void findsCellsByWhatBelongsTogether(String row, String cells) {
    List<String> expected = List.of(cells.split("\\|"));
    assertThat(split(row, expected.size()).orElseThrow())
        .extracting(Cell::text)
        .containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @CsvSource({"목적 시제품 개발 실제 서비스 운영, 3", "성능 기본 성능 나은 성능 운영환경에서 향상, 4", "하나, 2", "가 나 다, 5"})
  void leavesARowWholeThatCouldBeReadInMoreThanOneWay(String row, int columns) {
    assertThat(split(row, columns)).isEmpty();
  }

  @Test
  void aCellHasAPlaceOfItsOwn() {
    assertThat(split("백업 수동 (주 1회) 자동 (35일)", 3).orElseThrow())
        .extracting(c -> c.place().column())
        .containsExactly(1, 4, 14);
  }
}
