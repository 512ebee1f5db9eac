package io.pilothouse.localtwin.kubernetes.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import io.pilothouse.localtwin.kubernetes.resource.VersionConversion;
import io.pilothouse.localtwin.kubernetes.store.ListPage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/**
 * Objects of one type in the form that a client asked for: as they are, as metadata, or as table
 * rows.
 */
final class Encoding {
  /** Objects from which on it is worth to encode side by side. */
  private static final int LARGE = 500;

  /** Room for what stands before the items of a list. */
  private static final int HEAD = 1024;

  private final ResourceType type;
  private final ResponseForm form;
  private final InstantSource clock;
  private final boolean wholeObjectInRows;

  Encoding(ResourceType type, ResponseForm form, InstantSource clock, String includeObject) {
    this.type = type;
    this.form = form;
    this.clock = clock;
    this.wholeObjectInRows = includeObject.equals("Object");
  }

  byte[] one(KubeObject stored) {
    return switch (form) {
      case TABLE -> Json.write(table(List.of(stored), stored.resourceVersion(), true));
      case METADATA -> Json.write(metadata(stored));
      default -> served(stored).encoded();
    };
  }

  /** The object of a watch event; a table repeats its columns only in the first. */
  byte[] event(KubeObject stored, boolean first) {
    return form == ResponseForm.TABLE
        ? Json.write(table(List.of(stored), stored.resourceVersion(), first))
        : one(stored);
  }

  byte[] page(ListPage page) {
    return switch (form) {
      case TABLE -> {
        ObjectNode table = table(page.items(), page.revision(), true);
        table.set("metadata", listMetadata(page));
        yield Json.write(table);
      }
      case METADATA -> {
        ObjectNode list = Json.object();
        list.put("kind", "PartialObjectMetadataList");
        list.put("apiVersion", "meta.k8s.io/v1");
        list.set("metadata", listMetadata(page));
        ArrayNode items = list.putArray("items");
        page.items().forEach(item -> items.add(metadata(item)));
        yield Json.write(list);
      }
      default -> objects(page);
    };
  }

  /**
   * Joins the objects' encoded bytes, which are kept between lists and watches. The first list of a
   * large cluster encodes them all, so that is done on every processor.
   */
  private byte[] objects(ListPage page) {
    List<KubeObject> items = page.items();
    List<byte[]> encoded =
        (items.size() < LARGE ? items.stream() : items.parallelStream())
            .map(item -> served(item).encoded())
            .toList();
    int bytes = encoded.stream().mapToInt(item -> item.length + 1).sum();
    ByteArrayOutputStream out = new ByteArrayOutputStream(HEAD + bytes);
    String head =
        "{\"kind\":\""
            + type.kind()
            + "List\",\"apiVersion\":\""
            + type.apiVersion()
            + "\",\"metadata\":"
            + listMetadata(page)
            + ",\"items\":[";
    out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    boolean first = true;
    for (byte[] item : encoded) {
      if (!first) {
        out.write(',');
      }
      first = false;
      out.writeBytes(item);
    }
    out.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static ObjectNode listMetadata(ListPage page) {
    ObjectNode metadata = Json.object();
    metadata.put("resourceVersion", Long.toString(page.revision()));
    if (!page.continuation().isEmpty()) {
      metadata.put("continue", page.continuation());
    }
    page.remaining().ifPresent(count -> metadata.put("remainingItemCount", count));
    return metadata;
  }

  private KubeObject served(KubeObject stored) {
    return type.conversion().equals(VersionConversion.NONE)
        ? stored
        : KubeObject.of(type.conversion().toServed().apply(stored.copy()));
  }

  private static ObjectNode metadata(KubeObject stored) {
    ObjectNode partial = Json.object();
    partial.put("kind", "PartialObjectMetadata");
    partial.put("apiVersion", "meta.k8s.io/v1");
    partial.set("metadata", stored.metadata());
    return partial;
  }

  private ObjectNode table(List<KubeObject> objects, long revision, boolean withColumns) {
    ObjectNode table = Json.object();
    table.put("kind", "Table");
    table.put("apiVersion", "meta.k8s.io/v1");
    table.putObject("metadata").put("resourceVersion", Long.toString(revision));
    if (withColumns) {
      table.set("columnDefinitions", type.table().definitions());
    } else {
      table.putNull("columnDefinitions");
    }
    ArrayNode rows = table.putArray("rows");
    for (KubeObject object : objects) {
      ObjectNode row = rows.addObject();
      row.set("cells", type.table().cells(object, clock.instant()));
      row.set("object", wholeObjectInRows ? served(object).tree() : metadata(object));
    }
    return table;
  }
}
