package io.pilothouse.operations.binding;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How much a live name speaks for being the declared one. Names differ by what teams and platforms
 * put around them: {@code user-service} lives as {@code user-service-prod}, a server called {@code
 * auth} as {@code psql-auth-prod}.
 */
final class NameRules {
  static final double EXACT = 1.0;
  static final double CALLED = 0.9;
  static final double NORMALISED = 0.85;
  static final double AFFIXES = 0.75;
  static final double PART = 0.6;

  /** Words that say what a thing is or where it runs, not which one it is. */
  private static final Set<String> AFFIX_WORDS =
      Set.of(
          "prod",
          "production",
          "prd",
          "dev",
          "development",
          "stg",
          "staging",
          "test",
          "deployment",
          "deploy",
          "service",
          "svc",
          "app",
          "application",
          "server",
          "azure",
          "flexible",
          "psql",
          "pg",
          "postgresql",
          "postgres",
          "db",
          "database",
          "redis",
          "cache",
          "sb",
          "servicebus",
          "bus",
          "queue",
          "topic",
          "aks",
          "cluster",
          "agw",
          "appgw",
          "gateway",
          "vnet",
          "network",
          "snet",
          "subnet",
          "pe",
          "pep",
          "private",
          "endpoint",
          "kv",
          "vault",
          "key",
          "nsg",
          "policy",
          "alert",
          "pool",
          "nodepool",
          "rule");

  private final Set<String> systemWords;

  /** Names are asked for again and again; what follows from one is worked out once. */
  private final Map<String, Form> forms = new HashMap<>();

  private record Form(String letters, List<String> stem) {}

  /**
   * @param system key of the system, whose words stand in many names
   */
  NameRules(String system) {
    this.systemWords = new HashSet<>(words(system));
  }

  /** A score with its reason. */
  record Score(double value, Sentence reason) {}

  /**
   * The score of a live name.
   *
   * @param exact names under which the document says the resource lives
   * @param called what else the document calls it: its id and name
   */
  Optional<Score> of(List<String> exact, List<String> called, String live) {
    for (String name : exact) {
      if (name.equalsIgnoreCase(live)) {
        return score(EXACT, "binding.exact-name", live);
      }
    }
    for (String name : called) {
      if (name.equalsIgnoreCase(live)) {
        return score(CALLED, "binding.called-so", live);
      }
    }
    var all = new ArrayList<>(exact);
    all.addAll(called);
    for (String name : all) {
      if (!form(name).letters().isEmpty() && form(name).letters().equals(form(live).letters())) {
        return score(NORMALISED, "binding.same-letters", live, name);
      }
    }
    List<String> liveStem = form(live).stem();
    for (String name : all) {
      if (!liveStem.isEmpty() && liveStem.equals(form(name).stem())) {
        return score(AFFIXES, "binding.without-affixes", live, name);
      }
    }
    for (String name : all) {
      List<String> stem = form(name).stem();
      if (!stem.isEmpty() && liveStem.containsAll(stem)) {
        return score(PART, "binding.contains", live, name);
      }
    }
    return Optional.empty();
  }

  private static Optional<Score> score(double value, String key, Object... arguments) {
    return Optional.of(new Score(value, Sentence.of(key, arguments)));
  }

  private Form form(String name) {
    Form known = forms.get(name);
    if (known == null) {
      known = new Form(normalised(name), stem(name));
      forms.put(name, known);
    }
    return known;
  }

  private List<String> stem(String name) {
    return words(name).stream()
        .filter(w -> !AFFIX_WORDS.contains(w) && !systemWords.contains(w))
        .toList();
  }

  static String normalised(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  private static List<String> words(String name) {
    return java.util.Arrays.stream(
            name.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", "-")
                .toLowerCase(Locale.ROOT)
                .split("[^\\p{L}\\p{N}]+", -1))
        .filter(w -> !w.isEmpty())
        .toList();
  }
}
