package io.pilothouse.blueprints.review.entrance;

import io.pilothouse.blueprints.review.Design;
import io.pilothouse.sharedmodel.blueprint.Network;
import java.util.List;
import java.util.regex.Pattern;

/** The security group of the gateway's subnet. */
final class GatewayRules {
  private static final Pattern GROUP =
      Pattern.compile("(?i)application ?gateway|app ?gateway|agw|게이트웨이");

  private GatewayRules() {}

  static List<Network.SecurityRule> inbound(Design design) {
    return design.securityRules().stream()
        .filter(r -> r.direction() == Network.Direction.INBOUND && GROUP.matcher(r.group()).find())
        .toList();
  }
}
