package io.pilothouse.blueprints.mermaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pilothouse.blueprints.diagram.Diagram;
import io.pilothouse.blueprints.diagram.Diagram.Edge;
import io.pilothouse.blueprints.diagram.Diagram.Group;
import io.pilothouse.blueprints.diagram.Diagram.Line;
import io.pilothouse.blueprints.diagram.Diagram.Node;
import io.pilothouse.blueprints.text.Note;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.Notes;
import io.pilothouse.blueprints.text.Place;
import io.pilothouse.blueprints.text.SourceText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MermaidParserTest {
  private final Notes notes = new Notes();

  private Diagram parse(String text) {
    return MermaidParser.parse(new SourceText("d", "d.mmd", text).whole(), notes);
  }

  private Node node(Diagram diagram, String id) {
    return diagram.nodes().stream().filter(n -> n.id().equals(id)).findFirst().orElseThrow();
  }

  private List<String> said(Kind kind) {
    return notes.all().stream().filter(n -> n.kind() == kind).map(Note::message).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[text]; rectangle",
        "(text); rounded",
        "([text]); stadium",
        "[[text]]; subroutine",
        "[(text)]; cylinder",
        "((text)); circle",
        "(((text))); double-circle",
        "{text}; rhombus",
        "{{text}}; hexagon",
        "[/text/]; parallelogram",
        "[\\text\\]; parallelogram-left",
        "[/text\\]; parallelogram",
        "[\\text/]; parallelogram-left",
        ">text]; flag"
      })
  void readsEveryShape(String written, String shape) {
    Diagram diagram = parse("graph TD\nA" + written + " --> B\n");
    assertThat(node(diagram, "A").shape()).isEqualTo(shape);
    assertThat(node(diagram, "A").label()).containsExactly("text");
    assertThat(diagram.edges()).extracting(Edge::from, Edge::to).containsExactly(tuple("A", "B"));
    assertThat(notes.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "-->; SOLID; true; ''",
        "---; SOLID; false; ''",
        "==>; THICK; true; ''",
        "-.->; DOTTED; true; ''",
        "-.-; DOTTED; false; ''",
        "~~~; INVISIBLE; false; ''",
        "--o; SOLID; true; ''",
        "--x; SOLID; true; ''",
        "<-->; SOLID; true; ''",
        "---->; SOLID; true; ''",
        "-..->; DOTTED; true; ''",
        "====>; THICK; true; ''",
        "-->|calls|; SOLID; true; calls",
        "-- calls -->; SOLID; true; calls",
        "== calls ==>; THICK; true; calls",
        "-. calls .->; DOTTED; true; calls",
        "--open now-->; SOLID; true; open now",
        "-->|\"a | b\"|; SOLID; true; a | b",
        "e1@-->; SOLID; true; ''",
        "-.->|복제|; DOTTED; true; 복제"
      })
  void readsEveryArrow(String written, Line line, boolean directed, String label) {
    Diagram diagram = parse("flowchart LR\nA " + written + " B\n");
    assertThat(diagram.edges())
        .extracting(Edge::from, Edge::to, Edge::line, Edge::directed)
        .containsExactly(tuple("A", "B", line, directed));
    assertThat(String.join("", diagram.edges().getFirst().label())).isEqualTo(label);
    assertThat(notes.all()).isEmpty();
  }

  @Test
  void joinsManyWithMany() {
    Diagram diagram = parse("graph LR\nA & B --> C & D --> E\n");
    assertThat(diagram.edges())
        .extracting(e -> e.from() + e.to())
        .containsExactly("AC", "AD", "BC", "BD", "CE", "DE");
  }

  @Test
  void readsLabelsOfSeveralLinesEntitiesAndMarkdown() {
    Diagram diagram =
        parse(
            """
            graph TB
            A["주문 서비스<br/>3 replicas, HPA 2-10"]
            B["`**Bold** name`"]
            C[a #quot;b#quot; &amp; c (d [e])]
            D@{ shape: cyl, label: "Store" }
            E["two
            lines"]:::database
            """);
    assertThat(node(diagram, "A").label()).containsExactly("주문 서비스", "3 replicas, HPA 2-10");
    assertThat(node(diagram, "B").label()).containsExactly("Bold name");
    assertThat(node(diagram, "C").label()).containsExactly("a \"b\" & c (d [e])");
    assertThat(node(diagram, "D").shape()).isEqualTo("cyl");
    assertThat(node(diagram, "E").label()).containsExactly("two", "lines");
    assertThat(node(diagram, "E").classes()).containsExactly("database");
    assertThat(notes.all()).isEmpty();
  }

  @Test
  void nestsSubgraphsAndGivesANodeToTheOneThatEndsFirst() {
    Diagram diagram =
        parse(
            """
            flowchart TB
            subgraph "Cloud"
            Door --> Gate[Gateway]
            subgraph net [Gateway Subnet 10.0.5.0/24]
            Gate
            end
            end
            """);
    assertThat(diagram.groups())
        .extracting(Group::id, g -> String.join(" ", g.label()), Group::parent)
        .containsExactly(
            tuple("Cloud", "Cloud", Optional.empty()),
            tuple("net", "Gateway Subnet 10.0.5.0/24", Optional.of("Cloud")));
    assertThat(node(diagram, "Gate").group()).contains("net");
    assertThat(node(diagram, "Door").group()).contains("Cloud");
  }

  @Test
  void countsColumnsInUnicodeCharacters() {
    Diagram diagram = parse("graph TB\n😀가 --> B\n");
    assertThat(node(diagram, "B").place()).isEqualTo(new Place("d", 2, 8));
  }

  @Test
  void skipsCommentsDirectivesAndStylesAndSaysSoOfStyles() {
    Diagram diagram =
        parse(
            """
            %%{init: {'theme': 'base'}}%%
            graph TB
            %% a comment
            A --> B %% another
            classDef blue fill:#00f
            class A,B blue
            style A fill:#f9f
            linkStyle 0 stroke:#ff3
            click A "https://example.org"
            """);
    assertThat(node(diagram, "A").classes()).containsExactly("blue");
    assertThat(notes.all()).extracting(Note::kind).containsOnly(Kind.SKIPPED);
  }

  @Test
  void skipsWhatABrowserShowedAboveTheDrawing() {
    Diagram diagram = parse("team/design/prod.mmd\n12 lines\ngraph TB\nA --> B\n");
    assertThat(diagram.edges()).hasSize(1);
    assertThat(notes.all())
        .singleElement()
        .satisfies(n -> {
          assertThat(n.kind()).isEqualTo(Kind.SKIPPED);
          assertThat(n.place().line()).isEqualTo(1);
          assertThat(n.lastLine()).isEqualTo(2);
        });
  }

  @Test
  void saysWhereASubgraphIsNotEnded() {
    Diagram diagram = parse("graph TB\nsubgraph A\nB --> C\n");
    assertThat(diagram.edges()).hasSize(1);
    assertThat(notes.all()).extracting(Note::place).containsExactly(new Place("d", 2, 1));
    assertThat(said(Kind.ERROR)).singleElement().asString().contains("not ended");
  }

  @Test
  void breaksCyclesOfGroups() {
    Diagram diagram = parse("graph TB\nsubgraph A\nB\nend\nsubgraph B\nA\nend\n");
    assertThat(diagram.groups())
        .extracting(Group::id, Group::parent)
        .containsExactly(tuple("A", Optional.empty()), tuple("B", Optional.of("A")));
    assertThat(said(Kind.ERROR)).singleElement().asString().contains("cannot stand inside");
  }

  @Test
  void notesTwoLabelsOfOneIdAndTakesTheLater() {
    Diagram diagram = parse("graph TB\nA[one]\nA[two]\n");
    assertThat(node(diagram, "A").label()).containsExactly("two");
    assertThat(said(Kind.CONTRADICTION)).singleElement().asString().contains("d:2:1");
  }

  @Test
  void goesOnAfterWhatItDoesNotUnderstand() {
    Diagram diagram = parse("graph TB\nA --> \n)) what\nB[open --> C\nD --> E\n");
    assertThat(diagram.edges()).extracting(Edge::to).contains("E");
    assertThat(notes.all())
        .filteredOn(n -> n.kind() == Kind.ERROR || n.kind() == Kind.NOT_UNDERSTOOD)
        .extracting(n -> n.place().line())
        .contains(2, 3, 4);
  }
}
