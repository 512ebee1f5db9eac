package io.pilothouse.blueprints.importing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.blueprints.diagram.Diagram;
import io.pilothouse.blueprints.markdown.Block;
import io.pilothouse.blueprints.markdown.MarkdownParser;
import io.pilothouse.blueprints.mermaid.MermaidParser;
import io.pilothouse.blueprints.plantuml.PlantUmlParser;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.Notes;
import io.pilothouse.blueprints.text.Place;
import io.pilothouse.blueprints.text.SourceText;
import io.pilothouse.blueprints.text.Span;
import io.pilothouse.blueprints.text.TextReader;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Imports the documents of one system: reads each in its own language, makes typed components of
 * what the dictionary knows, keeps the rest in the documents' own words, and says what it did with
 * everything. Never throws for what a file holds; time is linear in the size of the files, which
 * {@link TextReader} bounds.
 */
public final class BlueprintImporter {
  private static final int MOST_REPAIRS = 200;

  private final ImportRequest request;
  private final BlueprintLoader loader = new BlueprintLoader();
  private final Notes notes = new Notes();
  private final Draft draft;
  private final FactReader facts;
  private final RowTables rows;
  private final Flows flows;

  private BlueprintImporter(ImportRequest request) {
    this.request = request;
    this.draft = new Draft(request.dictionary(), notes);
    this.facts = new FactReader(draft, request.environment(), notes);
    this.rows = new RowTables(draft);
    this.flows = new Flows(draft);
  }

  /** Imports files. */
  public static ImportResult importFiles(List<Path> files, ImportRequest request) {
    var importer = new BlueprintImporter(request);
    var ids = new HashSet<String>();
    var texts = new ArrayList<SourceText>();
    for (Path file : files) {
      switch (TextReader.read(importer.documentId(file, ids), file)) {
        case TextReader.Result.Text read -> {
          read.notes().forEach(importer.notes::add);
          texts.add(read.text());
        }
        case TextReader.Result.Unreadable unreadable -> importer.notes.add(unreadable.why());
      }
    }
    return importer.importTexts(texts);
  }

  /** Imports texts that are in memory. */
  public static ImportResult importAll(List<SourceText> texts, ImportRequest request) {
    return new BlueprintImporter(request).importTexts(texts);
  }

  private String documentId(Path file, Set<String> taken) {
    String name = String.valueOf(file.getFileName()).replaceAll("\\..*", "");
    String id = request.dictionary().id(name);
    id = id.isEmpty() ? "document" : id;
    String unique = id;
    for (int n = 2; !taken.add(unique); n++) {
      unique = id + "-" + n;
    }
    return unique;
  }

  private ImportResult importTexts(List<SourceText> texts) {
    if (texts.isEmpty()) {
      return new ImportResult(Optional.empty(), notes.all(), 0, 0);
    }
    ArrayNode documents = draft.root().putArray("documents");
    Optional<String> name = Optional.empty();
    for (SourceText text : texts) {
      Optional<String> title = read(text);
      name = name.or(() -> title);
      documents
          .addObject()
          .put("id", text.id())
          .put("file", text.file())
          .put("title", title.orElse(text.file()));
    }
    Place start = new Place(texts.getFirst().id(), 1, 1);
    EdgeReader.leftOver(draft, notes);
    flows.connect();
    var assumed = new Completion(draft, notes, start, request.environment()).complete();
    ObjectNode root = draft.root();
    root.put("apiVersion", "pilothouse.io/v1");
    root.put("system", request.system());
    root.put("name", name.orElse(request.system()));
    root.put("environment", request.environment());
    ObjectNode sources = Draft.JSON.objectNode();
    draft.listed().forEach((fact, source) -> sources.put(fact, source.toString()));
    root.set("sources", sources);
    Optional<Blueprint> fresh = new Repair(loader, notes, start, MOST_REPAIRS).load(root);
    Optional<Blueprint> merged =
        fresh.map(b ->
            request
                .earlier()
                .map(e -> new BlueprintMerge(loader, notes, start, assumed).merge(b, e))
                .orElse(b));
    return new ImportResult(merged, notes.all(), facts.typed(), facts.kept());
  }

  /** Reads one document; returns its title. */
  private Optional<String> read(SourceText text) {
    if (text.text().isBlank()) {
      notes.add(Kind.ERROR, text.place(0), "an empty document");
      return Optional.empty();
    }
    return switch (Dialect.of(text)) {
      case MERMAID -> {
        Diagram diagram = MermaidParser.parse(text.whole(), notes);
        preface(text);
        yield drawn(diagram, false);
      }
      case PLANTUML -> drawn(PlantUmlParser.parse(text.whole(), notes), true);
      case BLUEPRINT -> {
        notes.add(
            Kind.ERROR, text.place(0), "is a blueprint already; documents are what is imported");
        yield Optional.empty();
      }
      case MARKDOWN -> written(text);
    };
  }

  private Optional<String> drawn(Diagram diagram, boolean linesAreLayout) {
    new DiagramReader(diagram, linesAreLayout, draft, notes).read();
    return diagram.title();
  }

  /** What a browser showed above a drawing may say something of the system, too. */
  private void preface(SourceText text) {
    int end = MermaidParser.header(text.whole()).orElse(0);
    for (Span line : text.lines()) {
      String words = line.strip().text();
      int colon = words.indexOf(": ");
      if (line.end() < end && words.startsWith("- ") && colon > 2) {
        facts.read(
            new Fact(
                List.of("overview"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                words.substring(2, colon),
                words.substring(colon + 2),
                List.of(),
                Optional.empty(),
                line.strip().place()));
      }
    }
  }

  private Optional<String> written(SourceText text) {
    List<Block> blocks =
        MarkdownParser.parse(text, Set.copyOf(request.dictionary().columns()), notes);
    new MarkdownFacts(new Written(), request.dictionary()).walk(blocks);
    return blocks.stream()
        .filter(b -> b instanceof Block.Heading)
        .map(b -> ((Block.Heading) b).title())
        .findFirst();
  }

  /** Takes the parts of a Markdown document. */
  private final class Written implements MarkdownFacts.Listener {
    @Override
    public void fact(Fact fact) {
      if (fact.text().contains("→") && !facts.ofAnother(fact)) {
        flows.read(fact);
      }
      facts.read(fact);
    }

    @Override
    public boolean table(Block.Table table, Fact around) {
      return !facts.ofAnother(around) && rows.read(table, around);
    }

    @Override
    public void sentence(Fact fact) {
      if (!facts.ofAnother(fact)) {
        flows.read(fact);
      }
      if (fact.text().codePoints().anyMatch(Character::isLetter)) {
        facts.keep(fact);
      }
    }

    @Override
    public void code(Block.Code code) {
      String language = code.language().toLowerCase(Locale.ROOT);
      if (MermaidParser.header(code.text()).isPresent()) {
        drawn(MermaidParser.parse(code.text(), notes), false);
      } else if (language.equals("plantuml") || language.equals("puml")) {
        drawn(PlantUmlParser.parse(code.text(), notes), true);
      } else {
        notes.line(
            Kind.SKIPPED,
            code.text(),
            "a block of " + (language.isEmpty() ? "no language" : language));
      }
    }
  }
}
