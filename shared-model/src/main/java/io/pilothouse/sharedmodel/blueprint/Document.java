package io.pilothouse.sharedmodel.blueprint;

/**
 * A source document that a blueprint was read from.
 *
 * @param id short name by which {@link Source} refers to it
 * @param file file name, without a folder
 * @param title the document's own title
 */
public record Document(String id, String file, String title) {}
