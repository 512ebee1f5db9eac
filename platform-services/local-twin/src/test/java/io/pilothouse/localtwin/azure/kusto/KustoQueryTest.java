package io.pilothouse.localtwin.azure.kusto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What queries find in four rows, and where they are refused. */
class KustoQueryTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<ObjectNode> ROWS =
      Stream.of(
              "{'name':'db','type':'pg/servers','zones':['1'],'size':128,'tags':{'env':'prod'},'properties':{'state':'Ready','ha':{'mode':'ZoneRedundant'},'at':'2026-03-01T08:00:00Z'}}",
              "{'name':'replica','type':'pg/servers','size':64,'properties':{'state':'Ready','ha':{'mode':'Disabled'}}}",
              "{'name':'Cache','type':'redis','size':6,'properties':{'state':'Down'}}",
              "{'name':'aks','type':'clusters','properties':{}}")
          .map(text -> read(text.replace('\'', '"')))
          .toList();

  private static ObjectNode read(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<ObjectNode> rows(String query) {
    return KustoQuery.parse(
            query, Instant.parse("2026-03-01T09:00:00Z"), List.of("resources", "none")::contains)
        .rows(table -> table.equals("resources") ? ROWS : List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "Resources | where type =~ 'PG/Servers' | project name; db replica",
        "where type == 'redis' | project name; Cache",
        "Resources | where type != 'redis' and size >= 64 | project name; db replica",
        "Resources | where type == 'redis' or name startswith 'A' | project name; Cache aks",
        "Resources | where not(type in ('redis', 'clusters')) | project name; db replica",
        "Resources | where name in~ ('CACHE', 'aks') | project name; Cache aks",
        "Resources | where name !in ('Cache', 'aks', 'db') | project name; replica",
        "Resources | where properties.ha.mode =~ 'disabled' | project name; replica",
        "Resources | where tags['env'] == \"prod\" | project name; db",
        "Resources | where isnotempty(zones) and zones[0] == '1' | project name; db",
        "Resources | where todatetime(properties.at) > ago(2h) | project name; db",
        "Resources | where tolower(name) contains 'cach' // a remark | project name; Cache",
        "Resources | order by name asc | take 2 | project name; Cache aks",
        "Resources | sort by size | limit 1 | project name; db",
        "Resources | top 2 by size asc | project name; aks Cache",
        "Resources | extend big = size > 100 | where big | project name; db",
        "none | project name; ``",
      })
  void finds(String query, String names) {
    // A remark ends with its line.
    assertThat(rows(query.replace(" // a remark |", " // a remark\n|")))
        .extracting(row -> row.path("name").asText())
        .isEqualTo(names.isEmpty() ? List.of() : List.of(names.split(" ")));
  }

  @Test
  void countsAndSummarizes() {
    assertThat(rows("Resources | count")).singleElement().hasToString("{\"Count\":4}");
    assertThat(rows("Resources | summarize count() by type | order by count_ desc, type asc"))
        .extracting(ObjectNode::toString)
        .containsExactly(
            "{\"type\":\"pg/servers\",\"count_\":2}",
            "{\"type\":\"clusters\",\"count_\":1}",
            "{\"type\":\"redis\",\"count_\":1}");
    assertThat(
            rows(
                "Resources | summarize servers = countif(type startswith 'pg'), max(size), dcount(type)"))
        .singleElement()
        .hasToString("{\"servers\":2,\"max_size\":128,\"dcount_type\":3}");
    assertThat(rows("Resources | where name == 'none' | summarize count()"))
        .singleElement()
        .hasToString("{\"count_\":0}");
  }

  @Test
  void namesWhatItProjects() {
    assertThat(rows("Resources | where name == 'db' | project id = name, properties.ha.mode"))
        .singleElement()
        .hasToString("{\"id\":\"db\",\"properties_ha_mode\":\"ZoneRedundant\"}");
    assertThat(rows("Resources | where name == 'aks' | project-away properties"))
        .singleElement()
        .hasToString("{\"name\":\"aks\",\"type\":\"clusters\"}");
    assertThat(rows("Resources | distinct type")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "Resources | mv-expand zones; 1; 12; mv-expand",
        "Resources | where type = 'x'; 1; 23; =",
        "Resources | where type ==; 1; 25; ``",
        "Nowhere | count; 1; 0; Nowhere",
        "Resources | take many; 1; 17; many",
        "Resources | where bin(size, 1) > 1; 1; 18; bin",
        "Resources ^ count; 1; 10; ^",
      })
  void refusesWithThePlace(String query, int line, int position, String token) {
    assertThatExceptionOfType(KustoException.class)
        .isThrownBy(() -> rows(query))
        .satisfies(e -> {
          assertThat(e.line()).isEqualTo(line);
          assertThat(e.position()).isEqualTo(position);
          assertThat(e.token()).isEqualTo(token);
        });
  }
}
