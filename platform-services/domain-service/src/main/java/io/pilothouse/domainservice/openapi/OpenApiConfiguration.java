package io.pilothouse.domainservice.openapi;

import io.pilothouse.domainservice.intent.DomainIntent;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The OpenAPI document in the service's own name, with what its blueprint says of it. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
  private static final String BEARER = "token";

  @Bean
  OpenAPI openApi(DomainIntent intent, @Value("${pilothouse.component:service}") String id) {
    var info =
        new Info()
            .title(intent.name())
            .version("v1")
            .description(String.join("\n\n", description(intent)));
    info.addExtension("x-pilothouse-component", id);
    intent.source().ifPresent(source -> info.addExtension("x-pilothouse-source", source));
    return new OpenAPI()
        .info(info)
        .components(
            new Components()
                .addSecuritySchemes(
                    BEARER,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")
                        .description(
                            "Reading needs the permission %1$s:read, the rest %1$s:write."
                                .formatted(id))))
        .addSecurityItem(new SecurityRequirement().addList(BEARER));
  }

  private static List<String> description(DomainIntent intent) {
    var said = new ArrayList<String>();
    intent.purpose().ifPresent(said::add);
    said.add("A service of " + intent.systemName() + ".");
    intent
        .architecture()
        .ifPresent(style -> said.add("Architecture by its document: " + style + "."));
    if (!intent.externals().isEmpty()) {
      said.add(
          "Calls: "
              + String.join(
                  ", ",
                  intent.externals().entrySet().stream()
                      .map(e -> e.getKey() + " (" + e.getValue() + ")")
                      .sorted()
                      .toList())
              + ".");
    }
    return said;
  }
}
