package io.pilothouse.sharedmodel.blueprint;

import java.util.List;
import java.util.Optional;

/**
 * The way in from the internet: Front Door, then Application Gateway with its web application
 * firewall, in that order.
 */
public record Entrance(
    Optional<FrontDoor> frontDoor, Optional<ApplicationGateway> applicationGateway) {

  /** Azure Front Door. */
  public record FrontDoor(
      String id,
      String name,
      boolean contentDelivery,
      boolean ddosProtection,
      Optional<Source> source)
      implements Component {}

  /**
   * Application Gateway. @param sku as the document writes it; @param nodePorts node ports by which
   * it reaches the services, one port or a range such as {@code 30080-30086}
   */
  public record ApplicationGateway(
      String id,
      String name,
      String sku,
      Optional<Integer> capacity,
      boolean autoscaling,
      List<String> zones,
      Optional<String> publicAddress,
      Optional<String> privateAddress,
      Optional<String> backendPool,
      Optional<String> nodePorts,
      Optional<String> listener,
      Optional<String> routingRule,
      Optional<String> subnet,
      Optional<WebApplicationFirewall> firewall,
      Optional<Source> source)
      implements Component {
    public ApplicationGateway {
      zones = Lists.orEmpty(zones);
    }
  }

  /** The firewall's policy. @param requestsPerMinutePerAddress rate limit of one client address */
  public record WebApplicationFirewall(
      Optional<String> policy,
      Optional<String> mode,
      Optional<Integer> requestsPerMinutePerAddress,
      List<String> blockedCountries,
      List<String> managedRules,
      Optional<Source> source) {
    public WebApplicationFirewall {
      blockedCountries = Lists.orEmpty(blockedCountries);
      managedRules = Lists.orEmpty(managedRules);
    }
  }
}
