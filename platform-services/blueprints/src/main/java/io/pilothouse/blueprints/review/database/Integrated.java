package io.pilothouse.blueprints.review.database;

import io.pilothouse.blueprints.review.Design;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.Subnet;
import java.util.regex.Pattern;

/** Tells a server that is meant to stand in the virtual network. */
final class Integrated {
  private static final Pattern SAID =
      Pattern.compile("(?i)vnet.?integration|private access|vnet.?통합");

  private Integrated() {}

  static boolean into(Design design, DatabaseServer server) {
    return server.networkAccess().filter(a -> SAID.matcher(a).find()).isPresent()
        || design
            .subnet(server.subnet())
            .flatMap(Subnet::delegation)
            .filter(d -> d.startsWith("Microsoft.DBforPostgreSQL"))
            .isPresent();
  }
}
