package io.pilothouse.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.importing.BlueprintWriter;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every blueprint that ships: it is whole, and every fact says where it stands. */
class ShippedSystemsSourcesTest {
  /** A word of mixed case, digits and signs that stands where a password does. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(password|passwd|pwd|secret|token|비밀번호)[\"']?\\s*[:=]?\\s*['\"]"
              + "(?=[^'\"]*[0-9])(?=[^'\"]*[!@#$%^&*])[^'\"\\s]{8,}['\"]"
              + "|AccountKey=|SharedAccessKey=|-----BEGIN|eyJ[A-Za-z0-9_-]{10,}\\."
              + "|(?=[^\\s,;]*[A-Z])(?=[^\\s,;]*[a-z])(?=[^\\s,;]*\\d)(?=[^\\s,;]*[$!])[A-Za-z\\d$!@#%^&*]{10,}");

  static Stream<String> keys() {
    return ShippedSystems.keys().stream();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void loadsWithoutAProblem(String key) {
    assertThat(new BlueprintLoader().load(key + ".yaml", ShippedSystems.text(key).orElseThrow()))
        .isInstanceOf(BlueprintResult.Loaded.class);
    assertThat(blueprint(key).system()).isEqualTo(key);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyPartSaysWhereItStands(String key) {
    Blueprint blueprint = blueprint(key);
    var silent = new ArrayList<String>();
    walk(blueprint, "", silent);
    assertThat(silent).isEmpty();
    assertThat(blueprint.components()).isNotEmpty();
    assertThat(blueprint.components()).extracting(Component::id).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyFactOfASectionSaysWhereItStandsOrIsListedAsAssumed(String key) {
    Blueprint blueprint = blueprint(key);
    var facts = new ArrayList<String>(List.of("system.name", "system.environment"));
    facts(blueprint.region(), "region", facts);
    facts(blueprint.objectives(), "objectives", facts);
    blueprint.changePolicy().ifPresent(p -> facts(p, "changePolicy", facts));
    assertThat(facts)
        .allSatisfy(fact ->
            assertThat(blueprint.sources().containsKey(fact) || blueprint.assumed().contains(fact))
                .as(fact)
                .isTrue());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void whatIsAssumedIsInTheBlueprintAndHasNoSource(String key) {
    Blueprint blueprint = blueprint(key);
    Set<String> owners =
        Stream.concat(
                blueprint.components().stream().map(Component::id),
                Stream.of("system", "region", "network", "changePolicy"))
            .collect(Collectors.toSet());
    assertThat(blueprint.assumed())
        .allSatisfy(fact -> assertThat(owners).contains(fact.substring(0, fact.indexOf('.'))))
        .noneSatisfy(fact -> assertThat(blueprint.sources()).containsKey(fact));
    assertThat(blueprint.statements().getOrDefault("assumed", List.of()))
        .allSatisfy(s -> assertThat(s.source()).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void noSecretStandsInIt(String key) {
    assertThat(SECRET.matcher(ShippedSystems.text(key).orElseThrow()).results())
        .extracting(MatchResult::group)
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PASSWORD 'abc1234!x'", "value: Sh0p$Orders2031", "AccountKey=abc"})
  void whatASecretLooksLikeIsFound(String text) {
    assertThat(SECRET.matcher(text).find()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void whatIsWrittenReadsBackTheSame(String key) {
    Blueprint blueprint = blueprint(key);
    assertThat(new BlueprintLoader().load(key + ".yaml", BlueprintWriter.write(blueprint)))
        .isInstanceOfSatisfying(
            BlueprintResult.Loaded.class,
            loaded -> assertThat(loaded.blueprint()).isEqualTo(blueprint));
  }

  private static Blueprint blueprint(String key) {
    return ShippedSystems.load(key).orElseThrow();
  }

  /** Collects parts that could name a source, have content, and name none. */
  private static void walk(Object value, String path, List<String> silent) {
    switch (value) {
      case Optional<?> optional -> optional.ifPresent(v -> walk(v, path, silent));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          walk(list.get(i), path + "[" + i + "]", silent);
        }
      }
      case Map<?, ?> map ->
          map.forEach((k, v) -> {
            if (!k.equals("assumed")) {
              walk(v, path + "." + k, silent);
            }
          });
      case Source _ -> {}
      case Record part -> {
        boolean content = false;
        boolean sourced = true;
        for (RecordComponent component : part.getClass().getRecordComponents()) {
          Object field = read(component, part);
          if (component.getName().equals("source")) {
            sourced = field instanceof Optional<?> source && source.isPresent();
          } else {
            content |= !isEmpty(field);
            walk(field, path + "." + component.getName(), silent);
          }
        }
        if (content && !sourced) {
          silent.add(path);
        }
      }
      default -> {}
    }
  }

  private static void facts(Record section, String name, List<String> into) {
    Arrays.stream(section.getClass().getRecordComponents())
        .filter(c -> !c.getName().equals("source") && !isEmpty(read(c, section)))
        .forEach(c -> into.add(name + "." + c.getName()));
  }

  private static boolean isEmpty(Object value) {
    return value instanceof Optional<?> optional && optional.isEmpty()
        || value instanceof List<?> list && list.isEmpty()
        || value instanceof Map<?, ?> map && map.isEmpty();
  }

  private static Object read(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(component.getName(), e);
    }
  }
}
