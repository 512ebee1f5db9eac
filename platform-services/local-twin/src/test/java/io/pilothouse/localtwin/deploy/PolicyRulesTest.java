package io.pilothouse.localtwin.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyRulesTest {
  private static final PolicyRules.Pod WEB = new PolicyRules.Pod("shop", Map.of("app", "web"));
  private static final ComponentPlace DATABASE = new ComponentPlace.Outside("10.0.3.4", 5432);
  private static final ComponentPlace DATABASE_POD =
      new ComponentPlace.InPods("shop", Map.of("app", "postgresql"), 5432, "data");

  @Test
  void withoutAPolicyEverythingIsOpen() {
    assertThat(rules().allows(WEB, DATABASE, "TCP")).isTrue();
  }

  @Test
  void aPolicyForOtherPodsDoesNotMatter() {
    assertThat(rules(egress("{matchLabels: {app: other}}", "[]")).allows(WEB, DATABASE, "TCP"))
        .isTrue();
  }

  @Test
  void aPolicyThatNamesAManagedDatabaseAsPodsCutsItOff() {
    var policy =
        egress(
            "{matchLabels: {app: web}}",
            "[{to: [{podSelector: {matchLabels: {app: postgresql}}}], ports: [{port: 5432}]}]");
    assertThat(rules(policy).allows(WEB, DATABASE, "TCP")).isFalse();
    assertThat(rules(policy).allows(WEB, DATABASE_POD, "TCP")).isTrue();
  }

  @Test
  void whatOneOfTwoPoliciesAllowsPasses() {
    assertThat(
            rules(egress("{}", "[]"), egress("{}", "[{to: [{ipBlock: {cidr: 10.0.3.0/24}}]}]"))
                .allows(WEB, DATABASE, "TCP"))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {to: [{ipBlock: {cidr: 10.0.0.0/16}}]}                                      | true
          {to: [{ipBlock: {cidr: 10.0.0.0/16, except: [10.0.3.0/24]}}]}               | false
          {to: [{ipBlock: {cidr: 10.1.0.0/16}}]}                                      | false
          {ports: [{port: 5432}]}                                                     | true
          {ports: [{port: 5432, protocol: UDP}]}                                      | false
          {ports: [{port: 5000, endPort: 6000}]}                                      | true
          {ports: [{port: 443}]}                                                      | false
          {to: [{namespaceSelector: {}}]}                                             | false
          """)
  void anEgressRuleLetsADatabaseOutsideThroughOrNot(String rule, boolean open) {
    assertThat(rules(egress("{}", "[" + rule + "]")).allows(WEB, DATABASE, "TCP")).isEqualTo(open);
  }

  @Test
  void theReceivingPodsMayRefuse() {
    var guarded =
        KubeObject.of(
            Json.readAll(
                    """
                    metadata: {name: guard, namespace: shop}
                    spec:
                      podSelector: {matchLabels: {app: postgresql}}
                      ingress:
                        - from: [{podSelector: {matchLabels: {app: billing}}}]
                    """)
                .getFirst());
    assertThat(rules(guarded).allows(WEB, DATABASE_POD, "TCP")).isFalse();
    assertThat(
            rules(guarded)
                .allows(new PolicyRules.Pod("shop", Map.of("app", "billing")), DATABASE_POD, "TCP"))
        .isTrue();
  }

  private static KubeObject egress(String selector, String rules) {
    return KubeObject.of(
        Json.readAll(
                "metadata: {name: p, namespace: shop}\nspec: {policyTypes: [Egress], podSelector: "
                    + selector
                    + ", egress: "
                    + rules
                    + "}")
            .getFirst());
  }

  private static PolicyRules rules(KubeObject... policies) {
    return new PolicyRules(
        List.of(policies), Map.of("shop", Map.of("kubernetes.io/metadata.name", "shop")));
  }
}
