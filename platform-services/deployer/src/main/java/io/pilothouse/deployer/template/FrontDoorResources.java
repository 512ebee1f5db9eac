package io.pilothouse.deployer.template;

import io.pilothouse.sharedmodel.blueprint.Entrance;
import io.pilothouse.sharedmodel.blueprint.Entrance.FrontDoor;
import java.util.List;
import java.util.Optional;

/** Front Door in front of the gateway: endpoint, origin, route. */
final class FrontDoorResources {
  private final Draft draft;
  private final Optional<String> origin;

  /** Makes it. @param origin host name of what it leads to */
  FrontDoorResources(Draft draft, Optional<String> origin) {
    this.draft = draft;
    this.origin = origin;
  }

  void write() {
    draft.blueprint().entrance().flatMap(Entrance::frontDoor).ifPresent(this::write);
  }

  private void write(FrontDoor door) {
    String name =
        draft
            .target()
            .choices()
            .names()
            .getOrDefault(door.id(), draft.names().of(ResourceType.FRONT_DOOR, "afd"));
    draft.assume(door.id(), "sku", "Standard_AzureFrontDoor", "front-door");
    String profile =
        draft.add(
            ResourceType.FRONT_DOOR,
            name,
            Draft.of(door),
            List.of(),
            Json.object(
                "sku",
                Json.object("name", "Standard_AzureFrontDoor"),
                "properties",
                Json.object("originResponseTimeoutSeconds", 60)));
    String endpointName = draft.names().of(ResourceType.FRONT_DOOR_ENDPOINT, "fde");
    String endpoint =
        draft.add(
            ResourceType.FRONT_DOOR_ENDPOINT,
            name + "/" + endpointName,
            Optional.empty(),
            List.of(profile),
            Json.object("properties", Json.object("enabledState", "Enabled")));
    if (origin.isEmpty()) {
      draft.correct(door.id(), "origin", "-", "no-origin");
      return;
    }
    route(door, name, endpointName, endpoint, profile);
  }

  private void route(
      FrontDoor door, String name, String endpointName, String endpoint, String profile) {
    String group =
        draft.add(
            ResourceType.ORIGIN_GROUP,
            name + "/gateway",
            Optional.empty(),
            List.of(profile),
            Json.object(
                "properties",
                Json.object(
                    "loadBalancingSettings",
                    Json.object(
                        "sampleSize",
                        4,
                        "successfulSamplesRequired",
                        3,
                        "additionalLatencyInMilliseconds",
                        50),
                    "healthProbeSettings",
                    Json.object(
                        "probePath",
                        "/",
                        "probeRequestType",
                        "HEAD",
                        "probeProtocol",
                        "Http",
                        "probeIntervalInSeconds",
                        60))));
    String host = origin.orElseThrow();
    String there =
        draft.add(
            ResourceType.ORIGIN,
            name + "/gateway/gateway",
            Optional.empty(),
            List.of(group),
            Json.object(
                "properties",
                Json.object(
                    "hostName",
                    host,
                    "originHostHeader",
                    host,
                    "httpPort",
                    80,
                    "httpsPort",
                    443,
                    "priority",
                    1,
                    "weight",
                    1000,
                    "enabledState",
                    "Enabled")));
    draft.add(
        ResourceType.ROUTE,
        name + "/" + endpointName + "/services",
        Optional.empty(),
        List.of(endpoint, group, there),
        Json.object(
            "properties",
            Json.object(
                "originGroup",
                Json.object("id", group),
                "supportedProtocols",
                List.of("Http", "Https"),
                "patternsToMatch",
                List.of("/*"),
                "forwardingProtocol",
                "HttpOnly",
                "linkToDefaultDomain",
                "Enabled",
                "httpsRedirect",
                "Enabled",
                "cacheConfiguration",
                door.contentDelivery()
                    ? Optional.of(
                        Json.object(
                            "queryStringCachingBehavior",
                            "UseQueryString",
                            "compressionSettings",
                            Json.object(
                                "isCompressionEnabled",
                                true,
                                "contentTypesToCompress",
                                List.of(
                                    "text/html",
                                    "text/css",
                                    "application/javascript",
                                    "application/json"))))
                    : Optional.empty(),
                "enabledState",
                "Enabled")));
  }
}
