package io.pilothouse.deployer.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoleGrantTest {
  static List<String> systems() {
    return TemplateFixture.systems();
  }

  private static List<RoleGrant> grants(String system) {
    return TemplateFixture.template(system).resources().stream()
        .flatMap(resource -> RoleGrant.of(resource).stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void everyRoleAssignmentOfATemplateHasNamesThatAPersonKnows(String system) {
    assertThat(grants(system))
        .hasSize(
            (int)
                TemplateFixture.template(system).resources().stream()
                    .filter(r -> r.type() == ResourceType.ROLE_ASSIGNMENT)
                    .count())
        .allSatisfy(grant -> {
          assertThat(grant.to()).matches("[A-Za-z][A-Za-z0-9-]+");
          assertThat(grant.on()).matches("[A-Za-z][A-Za-z0-9_-]+");
        });
  }

  @Test
  void saysWhatWhoAndOnWhat() {
    assertThat(grants("tripgen-prod"))
        .contains(
            new RoleGrant(
                BuiltInRole.KEY_VAULT_SECRETS_USER,
                "id-tripgen-prod-ai-service",
                "ai-service-database-password"),
            new RoleGrant(BuiltInRole.READER, "aks-tripgen-prod", "rg-tripgen-prod"));
  }

  @Test
  void aVaultThatBacksUpServersReadsTheirGroupOnce() {
    assertThat(grants("kt-event-marketing-prod"))
        .filteredOn(grant -> grant.role() == BuiltInRole.READER)
        .filteredOn(grant -> grant.to().startsWith("id-"))
        .singleElement()
        .extracting(RoleGrant::on)
        .isEqualTo("rg-kt-event-marketing-prod");
  }

  @Test
  void aRoleIsFoundByTheIdOfItsDefinitionWhateverItsCase() {
    assertThat(
            BuiltInRole.of(
                "/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/"
                    + "ACDD72A7-3385-48EF-BD42-F606FBA81AE7"))
        .contains(BuiltInRole.READER);
    assertThat(BuiltInRole.of("00000000-0000-0000-0000-000000000000")).isEmpty();
  }
}
