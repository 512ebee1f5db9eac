package io.pilothouse.serviceruntime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConnectionBudgetTest {

  private static final Instant NOW = Instant.parse("2026-03-02T03:00:00Z");

  @Test
  void leavesAPoolAloneThatFits() {
    var budget = new ConnectionBudget(4, 100, ConnectionBudget.RESERVED_BY_AZURE);

    assertThat(budget.fit(PoolSettings.documented())).isEqualTo(PoolSettings.documented());
    assertThat(budget.lowered(PoolSettings.documented())).isEmpty();
  }

  @Test
  void lowersWhatAllPodsTogetherWouldExceedAndSaysWhy() {
    var budget = new ConnectionBudget(20, 100, 15);

    assertThat(budget.fit(PoolSettings.documented()))
        .isEqualTo(PoolSettings.documented().sized(4, 4));
    assertThat(budget.lowered(PoolSettings.documented()))
        .hasValueSatisfying(
            why -> assertThat(why).contains("from 20 to 4", "20 pods", "85 of 100"));
  }

  @Test
  void refusesALimitThatLeavesNothingForSomePod() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConnectionBudget(86, 100, 15))
        .withMessageContaining("max_connections");
  }

  @Test
  void aPositionIsReadAsItWasWrittenAndNothingElseIs() {
    var lasting = Duration.ofSeconds(10);
    var position = new WritePosition(0x16b3748, NOW);

    assertThat(WritePosition.read(position.text(), lasting, NOW.plusSeconds(9))).contains(position);
    assertThat(WritePosition.read(position.text(), lasting, NOW.plusSeconds(10))).isEmpty();
    assertThat(WritePosition.read(position.text(), lasting, NOW.minusSeconds(11))).isEmpty();
    assertThat(WritePosition.read("ffffffffffffffff.1772420400000", lasting, NOW)).isEmpty();
    assertThat(WritePosition.read("0/16B3748\r\nX-Evil: 1", lasting, NOW)).isEmpty();
    assertThat(WritePosition.read("", lasting, NOW)).isEmpty();
  }
}
