package io.pilothouse.deployer.template;

import java.util.Map;

/** A resource group that has to be there before the template is deployed into it. */
public record ResourceGroup(String name, String location, Map<String, String> tags) {}
