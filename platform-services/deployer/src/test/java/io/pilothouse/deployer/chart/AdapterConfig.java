package io.pilothouse.deployer.chart;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration of prometheus-adapter as its project documents it, read strictly, and what an
 * adapter makes of it: which series a rule finds, how it names them and what it asks Prometheus.
 * Only the forms that the chart writes are understood; anything else is an error.
 */
record AdapterConfig(List<Rule> rules) {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(new Jdk8Module())
          .build();
  private static final Pattern SELECTOR = Pattern.compile("(\\w*)\\{(.*)}");
  private static final Pattern MATCHER = Pattern.compile("\\s*(\\w+)(=~|!=|=)\"([^\"]*)\"(?:,|$)");
  private static final Pattern QUERY =
      Pattern.compile(
          "(max) by \\(<<\\.GroupBy>>\\) \\(<<\\.Series>>\\{<<\\.LabelMatchers>>(.*)}\\)");

  static AdapterConfig read(String text) {
    try {
      return YAML.readValue(text, AdapterConfig.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** The field names are the project's. */
  record Rule(
      @JsonProperty(required = true) String seriesQuery,
      @JsonProperty(required = true) Resources resources,
      Optional<Name> name,
      @JsonProperty(required = true) String metricsQuery) {

    /** Under which names it serves which values of one pod. */
    Map<String, Double> served(List<Series> all) {
      var values = new TreeMap<String, Double>();
      Matcher query = parsed(QUERY, metricsQuery);
      for (Series series : all) {
        if (matches(seriesQuery, series)) {
          // A query is made of the series' name alone; its labels have to be said again.
          all.stream()
              .filter(other -> other.name().equals(series.name()))
              .filter(other -> matches("{" + query.group(2).replaceFirst("^,", "") + "}", other))
              .forEach(other -> values.merge(named(series.name()), other.value(), Math::max));
        }
      }
      return values;
    }

    private String named(String series) {
      if (name.isEmpty()) {
        return series;
      }
      Matcher matcher = Pattern.compile(name.get().matches()).matcher(series);
      if (!matcher.find()) {
        throw new AssertionError(seriesQuery + " finds " + series + ", which it cannot name");
      }
      return name.get().as();
    }
  }

  /** How series belong to objects. */
  record Resources(@JsonProperty(required = true) Map<String, Target> overrides) {}

  /** An object's kind. */
  record Target(@JsonProperty(required = true) String resource) {}

  /** How a series' name becomes a metric's. */
  record Name(
      @JsonProperty(required = true) String matches, @JsonProperty(required = true) String as) {}

  /** One series of a pod. */
  record Series(String name, Map<String, String> labels, double value) {}

  /** The rules that serve a metric, by its name. */
  Map<String, List<Rule>> serving(List<Series> series) {
    var serving = new TreeMap<String, List<Rule>>();
    for (Rule rule : rules) {
      rule.served(series)
          .keySet()
          .forEach(metric -> serving.computeIfAbsent(metric, _ -> new ArrayList<>()).add(rule));
    }
    return serving;
  }

  /** What is served of a pod. */
  Map<String, Double> values(List<Series> series) {
    var values = new TreeMap<String, Double>();
    rules.forEach(rule -> values.putAll(rule.served(series)));
    return values;
  }

  /** Whether a selector of PromQL takes a series. */
  static boolean matches(String selector, Series series) {
    Matcher parts = parsed(SELECTOR, selector);
    if (!parts.group(1).isEmpty() && !parts.group(1).equals(series.name())) {
      return false;
    }
    String matchers = parts.group(2);
    Matcher each = MATCHER.matcher(matchers);
    int end = 0;
    boolean all = true;
    while (end < matchers.length() && each.find(end)) {
      String label = each.group(1);
      String is =
          label.equals("__name__") ? series.name() : series.labels().getOrDefault(label, "");
      all &=
          switch (each.group(2)) {
            case "=" -> is.equals(each.group(3));
            case "!=" -> !is.equals(each.group(3));
            default -> is.matches(each.group(3));
          };
      end = each.end();
    }
    if (end != matchers.length()) {
      throw new AssertionError("not understood: " + selector);
    }
    return all;
  }

  private static Matcher parsed(Pattern form, String text) {
    Matcher matcher = form.matcher(text);
    if (!matcher.matches()) {
      throw new AssertionError("not understood: " + text);
    }
    return matcher;
  }
}
