package io.pilothouse.desktopapp.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Scanner;

/** The two streams of a command. Not for concurrent use but for {@link #progress}. */
final class Terminal {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final PrintStream out;
  private final PrintStream progress;

  Terminal(PrintStream out, PrintStream progress) {
    this.out = out;
    this.progress = progress;
  }

  static Terminal standard() {
    return new Terminal(System.out, System.err);
  }

  /** A line for whoever reads the result. */
  void line(String text) {
    out.println(text);
    out.flush();
  }

  /** The result as one line of JSON. */
  void json(Object document) {
    try {
      line(JSON.writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a result of the command line cannot be written as JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** A line for a person who waits. */
  void progress(String text) {
    progress.println(text);
    progress.flush();
  }

  /** A sentence for a person who waits, in the language of this machine. */
  void progress(Sentence sentence) {
    progress(speech().say(sentence));
  }

  /** The language that a person at this machine reads. */
  Sentences speech() {
    return Sentences.in(Locale.getDefault());
  }

  /** Asks a person; empty where nobody can answer. */
  Optional<String> ask(String question) {
    if (System.console() == null || !System.console().isTerminal()) {
      return Optional.empty();
    }
    progress.print(question);
    progress.flush();
    var answers = new Scanner(System.in, StandardCharsets.UTF_8);
    return answers.hasNextLine() ? Optional.of(answers.nextLine().strip()) : Optional.empty();
  }
}
