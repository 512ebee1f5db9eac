package io.pilothouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is said to a person has a pattern in each language: the same keys with the same gaps in
 * every module, none that the code does not say, and none said that is not there.
 */
class SentencePatternsTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Pattern LITERAL = Pattern.compile("\"([a-z][a-z0-9]*\\.[a-z0-9.-]*)\"");

  /** Names of files that look like keys. */
  private static final Set<String> FILES = Set.of("azure.token", "binding.json");

  private static final Pattern GAP = Pattern.compile("\\{(\\d+)");
  private static final String FOLDER = "src/main/resources/META-INF/pilothouse";

  @Test
  void theProductSaysEverythingInBothLanguages() {
    assertThat(modules(ROOT)).hasSizeGreaterThanOrEqualTo(5);
    assertThat(wrong(ROOT))
        .as("amend sentences_en.properties and sentences_ko.properties")
        .isEmpty();
  }

  @Test
  void everyKindOfMistakeIsFound(@TempDir Path root) throws Exception {
    Path resources = Files.createDirectories(root.resolve("module").resolve(FOLDER));
    Path sources = Files.createDirectories(root.resolve("module/src/main/java"));
    Files.writeString(
        resources.resolve("sentences_en.properties"),
        "area.good={0}\narea.gap={0} {1}\narea.english=x\narea.unsaid=x\narea.broken={0\narea.made.a=x\n");
    Files.writeString(
        resources.resolve("sentences_ko.properties"),
        "area.good={0}\narea.gap={0}\narea.korean=x\narea.unsaid=x\narea.broken={0\narea.made.a=x\n");
    Files.writeString(
        sources.resolve("Says.java"),
        """
        class Says {
          List<String> keys = List.of("area.good", "area.gap", "area.english", "area.korean",
              "area.broken", "area.absent", "area.made." + kind);
        }
        """);
    assertThat(wrong(root))
        .containsExactlyInAnyOrder(
            "area.english is not said in ko",
            "area.korean is not said in en",
            "area.gap has other gaps in ko than in en",
            "area.broken is no pattern in en",
            "area.broken is no pattern in ko",
            "area.unsaid is said by no code",
            "area.absent is said in Says.java and has no pattern");
  }

  private static List<String> wrong(Path root) {
    var wrong = new ArrayList<String>();
    var keys = new TreeSet<String>();
    for (Path module : modules(root)) {
      Map<String, String> english = patterns(module, "en");
      Map<String, String> korean = patterns(module, "ko");
      keys.addAll(english.keySet());
      keys.addAll(korean.keySet());
      compare(english, korean, wrong);
    }
    Map<String, String> said = literals(root);
    for (String key : keys) {
      if (said.keySet().stream()
          .noneMatch(l -> l.equals(key) || (l.endsWith(".") && key.startsWith(l)))) {
        wrong.add(key + " is said by no code");
      }
    }
    Set<String> areas = new TreeSet<>();
    keys.forEach(k -> areas.add(k.substring(0, k.indexOf('.'))));
    said.forEach((literal, file) -> {
      boolean ours = areas.contains(literal.substring(0, literal.indexOf('.')));
      if (ours && !literal.endsWith(".") && !keys.contains(literal)) {
        wrong.add(literal + " is said in " + file + " and has no pattern");
      }
    });
    return wrong;
  }

  private static void compare(
      Map<String, String> english, Map<String, String> korean, List<String> wrong) {
    english.keySet().stream()
        .filter(k -> !korean.containsKey(k))
        .forEach(k -> wrong.add(k + " is not said in ko"));
    korean.keySet().stream()
        .filter(k -> !english.containsKey(k))
        .forEach(k -> wrong.add(k + " is not said in en"));
    english.forEach((key, pattern) -> {
      if (korean.containsKey(key) && !gaps(pattern).equals(gaps(korean.get(key)))) {
        wrong.add(key + " has other gaps in ko than in en");
      }
    });
    unsound(english, "en", wrong);
    unsound(korean, "ko", wrong);
  }

  private static void unsound(Map<String, String> patterns, String language, List<String> wrong) {
    patterns.forEach((key, pattern) -> {
      if (!sound(pattern)) {
        wrong.add(key + " is no pattern in " + language);
      }
    });
  }

  private static boolean sound(String pattern) {
    try {
      var _ = new MessageFormat(pattern);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Set<String> gaps(String pattern) {
    var gaps = new TreeSet<String>();
    Matcher matcher = GAP.matcher(pattern);
    while (matcher.find()) {
      gaps.add(matcher.group(1));
    }
    return gaps;
  }

  private static List<Path> modules(Path root) {
    return files(root, f -> f.endsWith(Path.of(FOLDER, "sentences_en.properties"))).stream()
        .map(
            f -> root.resolve(root.relativize(f).subpath(0, root.relativize(f).getNameCount() - 6)))
        .toList();
  }

  private static Map<String, String> patterns(Path module, String language) {
    var properties = new Properties();
    try (Reader reader =
        Files.newBufferedReader(module.resolve(FOLDER, "sentences_" + language + ".properties"))) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var patterns = new TreeMap<String, String>();
    properties.stringPropertyNames().forEach(k -> patterns.put(k, properties.getProperty(k)));
    return patterns;
  }

  /** Every literal of the code that may be a key, or the beginning of some, with its file. */
  private static Map<String, String> literals(Path root) {
    var literals = new TreeMap<String, String>();
    for (Path source :
        files(
            root,
            f -> f.toString().contains("/src/main/java/") && f.toString().endsWith(".java"))) {
      Matcher matcher = LITERAL.matcher(read(source));
      while (matcher.find()) {
        if (!FILES.contains(matcher.group(1))) {
          literals.put(matcher.group(1), String.valueOf(source.getFileName()));
        }
      }
    }
    return literals;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path root, java.util.function.Predicate<Path> wanted) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(f -> !f.toString().contains("/target/") && !f.toString().contains("/.git"))
          .filter(wanted)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
