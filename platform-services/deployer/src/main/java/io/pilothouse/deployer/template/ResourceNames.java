package io.pilothouse.deployer.template;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What resources are called: as the operator says, else as the document does, else by a short form
 * of their type and the system's key. A name of ours that must be unique in all of Azure ends with
 * a suffix that is the same at every plan of the system in a subscription.
 */
final class ResourceNames {
  private static final int SUFFIX_LENGTH = 6;
  private static final Pattern GROUP = Pattern.compile("rg-[A-Za-z0-9._()-]*[A-Za-z0-9_()-]");

  private final Blueprint blueprint;
  private final DeploymentTarget target;
  private final String suffix;

  ResourceNames(Blueprint blueprint, DeploymentTarget target) {
    this.blueprint = blueprint;
    this.target = target;
    this.suffix =
        target
            .choices()
            .suffix()
            .orElseGet(
                () -> digest(target.subscription() + "/" + blueprint.system(), SUFFIX_LENGTH));
  }

  /** The resource group: the operator's, the document's, or ours. */
  String group() {
    return target.resourceGroup().or(this::documentedGroup).orElse("rg-" + blueprint.system());
  }

  private Optional<String> documentedGroup() {
    return blueprint.statements().values().stream()
        .flatMap(topic -> topic.stream())
        .filter(statement -> statement.key().matches("(?i)리소스 그룹|resource group"))
        .map(statement -> GROUP.matcher(String.valueOf(statement.value())))
        .filter(java.util.regex.Matcher::find)
        .map(java.util.regex.Matcher::group)
        .findFirst();
  }

  /**
   * The name of a component's resource.
   *
   * @param stated the blueprint's name of it, which is the document's unless it is the component's
   *     id again and does not name the system
   * @param host whether the document gives its address, which holds the name
   */
  String component(ResourceType type, String component, String stated, boolean host) {
    String given = target.choices().names().get(component);
    if (given != null) {
      return given;
    }
    if (host || !stated.equals(component) || stated.contains(blueprint.system())) {
      return stated;
    }
    return type.unique() ? unique(type, stated) : fit(type, stated);
  }

  /** A name of ours, such as {@code vnet-tripgen-prod}. */
  String of(ResourceType type, String prefix) {
    String name = prefix + "-" + blueprint.system();
    return type.unique() ? unique(type, name) : fit(type, name);
  }

  /** A name of ours for one of several. */
  String of(ResourceType type, String prefix, String which) {
    return fit(type, prefix + "-" + blueprint.system() + "-" + which);
  }

  /** The first label of a public address's name, which no other of its region has. */
  String label() {
    return blueprint.system() + (suffix.isEmpty() ? "" : "-" + suffix);
  }

  /** The name of what stands beside a resource, such as its pair in another region. */
  String second(ResourceType type, String name, String what) {
    return cut(type, name, type.longest() - what.length() - 1) + "-" + what;
  }

  private String unique(ResourceType type, String name) {
    if (suffix.isEmpty()) {
      return fit(type, name);
    }
    String end = type.plain() ? suffix : "-" + suffix;
    return cut(type, name, type.longest() - end.length()) + end;
  }

  private static String fit(ResourceType type, String name) {
    return cut(type, name, type.longest());
  }

  private static String cut(ResourceType type, String name, int length) {
    String own = type.plain() ? plainly(name) : name;
    return own.length() <= length ? own : own.substring(0, length).replaceAll("[-_.]+$", "");
  }

  private static String plainly(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /**
   * The name of a role assignment: the same for the same role on the same thing, as Azure wants.
   */
  static String assignment(String scope, String principal, String role) {
    return UUID.nameUUIDFromBytes(
            (scope + "|" + principal + "|" + role).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  private static String digest(String text, int length) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, length);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
