package io.pilothouse.blueprints.plantuml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pilothouse.blueprints.diagram.Diagram;
import io.pilothouse.blueprints.diagram.Diagram.Edge;
import io.pilothouse.blueprints.diagram.Diagram.Group;
import io.pilothouse.blueprints.diagram.Diagram.Line;
import io.pilothouse.blueprints.diagram.Diagram.Node;
import io.pilothouse.blueprints.diagram.Diagram.Remark;
import io.pilothouse.blueprints.text.Note;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.Notes;
import io.pilothouse.blueprints.text.SourceText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlantUmlParserTest {
  private final Notes notes = new Notes();

  private Diagram parse(String text) {
    return PlantUmlParser.parse(new SourceText("d", "d.puml", text).whole(), notes);
  }

  @Test
  void readsContainersAliasesAndLineBreaks() {
    Diagram diagram =
        parse(
            """
            @startuml
            !theme plain
            skinparam componentStyle rectangle
            title Clinic
            package "Kubernetes (AKS)" as aks #lightgreen {
              cloud "Pods" {
                [Booking\\nService Pod] as BookingPod <<service>> #white
              }
            }
            database "Patients" as PatientDb
            BookingPod --> PatientDb
            @enduml
            """);
    assertThat(diagram.title()).contains("Clinic");
    assertThat(diagram.groups())
        .extracting(Group::id, Group::kind, Group::parent)
        .containsExactly(
            tuple("aks", "package", Optional.empty()), tuple("Pods", "cloud", Optional.of("aks")));
    assertThat(diagram.nodes())
        .extracting(Node::id, Node::label, Node::group)
        .containsExactly(
            tuple("BookingPod", List.of("Booking", "Service Pod"), Optional.of("Pods")),
            tuple("PatientDb", List.of("Patients"), Optional.empty()));
    assertThat(notes.all()).extracting(Note::kind).containsOnly(Kind.SKIPPED);
  }

  @Test
  void readsLabelsThatGoOverSeveralLines() {
    Diagram diagram =
        parse(
            """
            @startuml
            component booking as "Booking" <<service>> [
              Booking Service
              3 replicas
            ]
            node ledger [
              Ledger "main"
            ]
            [Patient
            Records] as Records #white
            booking --> ledger
            ledger --> Records
            @enduml
            """);
    assertThat(diagram.nodes())
        .extracting(Node::id, Node::label)
        .containsExactly(
            tuple("booking", List.of("Booking Service", "3 replicas")),
            tuple("ledger", List.of("Ledger 'main'")),
            tuple("Records", List.of("Patient", "Records")));
    assertThat(notes.all()).isEmpty();
  }

  @Test
  void aLabelThatNeverEndsCostsOneLineOnly() {
    Diagram diagram = parse("@startuml\nnode ledger [\nA --> B\n@enduml\n");
    assertThat(diagram.edges()).hasSize(1);
    assertThat(notes.all()).extracting(Note::kind).contains(Kind.ERROR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "A --> B; A; B; SOLID",
        "A <-- B; B; A; SOLID",
        "A ..> B; A; B; DOTTED",
        "A -[#blue,thickness=3]-> B; A; B; SOLID",
        "A -[#gray,dotted]-> B; A; B; DOTTED",
        "A -left-> B; A; B; SOLID",
        "A -[hidden]- B; A; B; INVISIBLE",
        "A ==> B; A; B; THICK",
        "[A] -> [B]; A; B; SOLID",
        "A -down[#red]-> B; A; B; SOLID",
        "A *-- B; B; A; SOLID",
        "A o--> B; A; B; SOLID"
      })
  void readsArrows(String written, String from, String to, Line line) {
    assertThat(parse("@startuml\n" + written + "\n@enduml\n").edges())
        .extracting(Edge::from, Edge::to, Edge::line)
        .containsExactly(tuple(from, to, line));
    assertThat(notes.all()).extracting(Note::kind).doesNotContain(Kind.NOT_UNDERSTOOD);
  }

  @Test
  void readsNumbersOfSteps() {
    Diagram diagram = parse("@startuml\nA --> B : \"8a. 예약 조회\"\nA --> C : no number\n");
    assertThat(diagram.edges())
        .extracting(Edge::number)
        .containsExactly(Optional.of("8a"), Optional.empty());
    assertThat(diagram.edges().getFirst().label()).containsExactly("8a. 예약 조회");
  }

  @Test
  void pinsNotesAlsoWhereTheCaseDiffers() {
    Diagram diagram =
        parse(
            """
            @startuml
            [Cache] as redis
            note top of REDIS
              **빠른 조회**
              • TTL 5분
            end note
            note right of redis : one line
            note "named" as N1
            N1 .. redis
            """);
    assertThat(diagram.remarks())
        .extracting(Remark::target, Remark::text)
        .containsExactly(
            tuple("redis", List.of("빠른 조회", "• TTL 5분")),
            tuple("redis", List.of("one line")),
            tuple("redis", List.of("named")));
    assertThat(notes.all()).extracting(Note::kind).containsExactly(Kind.READING);
  }

  @Test
  void readsPastTheBarsThatABrowserLeaves() {
    Diagram diagram =
        parse("12 lines\n3 KiB\n!theme mono\n|\n|\n[One] as A\n|\n[Two] as B\n|\nA --> B |\n");
    assertThat(diagram.nodes()).hasSize(2);
    assertThat(diagram.edges()).hasSize(1);
    assertThat(notes.all())
        .anySatisfy(n -> assertThat(n.message()).startsWith("4 lines of a lone bar"));
  }

  @Test
  void saysWhatIsNotEndedAndWhatItDoesNotUnderstand() {
    Diagram diagram =
        parse(
            "@startuml\npackage \"P\" {\n[A]\n!include other.puml\nwhat is this\nnote left of A\ntext\n");
    assertThat(diagram.nodes()).extracting(Node::id).containsExactly("A");
    assertThat(notes.all())
        .extracting(Note::kind, n -> n.place().line())
        .contains(tuple(Kind.ERROR, 2), tuple(Kind.NOT_UNDERSTOOD, 5), tuple(Kind.ERROR, 6))
        .anySatisfy(t -> assertThat(t).isEqualTo(tuple(Kind.SKIPPED, 4)));
  }
}
