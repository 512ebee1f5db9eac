package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One resource type's part of the endpoint. */
interface ResourceProvider {
  /** Such as {@code Microsoft.Cache/redis}. */
  String type();

  /** Every resource of the type, as it is now. */
  List<ObjectNode> list();

  /**
   * Answers for one resource.
   *
   * @param rest what follows the resource's name in the path, empty for the resource itself
   */
  Arm.Response answer(Arm.Request request, String name, List<String> rest);
}
