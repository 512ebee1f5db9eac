package io.pilothouse.deployer.template;

/**
 * The expressions that a template of ours has: what is only known while it is deployed. Everything
 * else stands in it literally.
 */
final class Expressions {
  private Expressions() {}

  /** What a resource says of itself when it is there. @param path below its properties */
  static String reference(String id, ResourceType type, String path) {
    return "[" + bare(id, type, path) + "]";
  }

  private static String bare(String id, ResourceType type, String path) {
    return "reference('" + id + "', '" + type.apiVersion() + "')." + path;
  }

  /** The address of a cache with its first key, as a Redis client takes it. */
  static String redisAddress(String id, ResourceType type, String host, int port) {
    return "[concat('rediss://:', uriComponent(listKeys('"
        + id
        + "', '"
        + type.apiVersion()
        + "').primaryKey), '@"
        + host
        + ":"
        + port
        + "')]";
  }
}
