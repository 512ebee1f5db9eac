package io.pilothouse.deployer.values;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.util.ArrayList;
import java.util.List;

/**
 * A values file as it stands in {@code helm/system/values}: the values as YAML below a line that
 * says how it was made.
 *
 * @param name its file name
 */
public record ValuesFile(String name, String text) {
  private static final ObjectMapper YAML =
      new ObjectMapper(
              YAMLFactory.builder()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                  .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                  .build())
          .registerModule(new Jdk8Module());

  /**
   * The files of a system: {@code SYSTEM.yaml} as its document has it and, for a production, {@code
   * SYSTEM.development.yaml} beside it.
   */
  public static List<ValuesFile> of(Blueprint blueprint) {
    var files = new ArrayList<ValuesFile>();
    files.add(file(blueprint, blueprint.system() + ".yaml", SystemValues.of(blueprint)));
    if (Stage.of(blueprint) == Stage.PRODUCTION) {
      files.add(
          file(
              blueprint,
              blueprint.system() + ".development.yaml",
              SystemValues.of(blueprint, Stage.DEVELOPMENT)));
    }
    return files;
  }

  private static ValuesFile file(Blueprint blueprint, String name, ChartValues values) {
    return new ValuesFile(
        name,
        "# Made from the blueprint by: ./pilothouse deploy values --system "
            + blueprint.system()
            + "\n# Change the blueprint, not this file.\n"
            + yaml(values));
  }

  private static String yaml(ChartValues values) {
    try {
      return YAML.writeValueAsString(values);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("values cannot be written as YAML", impossible);
    }
  }
}
