package io.pilothouse.localtwin.kubernetes.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ObjectPatchTest {
  private static final ObjectNode DEPLOYMENT =
      Json.parse(
          """
          {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},
           "spec":{"replicas":3,"template":{"spec":{"containers":[
             {"name":"web","image":"web:1","env":[{"name":"A","value":"1"},{"name":"B","value":"2"}],
              "ports":[{"containerPort":80}]},
             {"name":"side","image":"side:1"}],
             "tolerations":[{"key":"a"}]}}}}
          """);
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void strategicMergeFindsListElementsByTheirKey() {
    ObjectNode next =
        strategic(
            """
            {"spec":{"template":{"spec":{"containers":[
              {"name":"web","image":"web:2","env":[{"name":"B","value":"3"},{"name":"C","value":"4"}]}]}}}}
            """);
    assertThat(next.at("/spec/template/spec/containers"))
        .isEqualTo(
            Json.parse(
                    """
                    {"c":[{"name":"web","image":"web:2","env":[{"name":"A","value":"1"},
                      {"name":"B","value":"3"},{"name":"C","value":"4"}],
                      "ports":[{"containerPort":80}]},{"name":"side","image":"side:1"}]}
                    """)
                .path("c"));
  }

  @Test
  void strategicMergeDeletesElementsAndReplacesPlainLists() {
    ObjectNode next =
        strategic(
            """
            {"spec":{"replicas":null,"template":{"spec":{
              "containers":[{"name":"side","$patch":"delete"}],"tolerations":[{"key":"b"}]}}}}
            """);
    assertThat(next.at("/spec/template/spec/containers")).hasSize(1);
    assertThat(next.at("/spec/template/spec/tolerations").toString())
        .isEqualTo("[{\"key\":\"b\"}]");
    assertThat(next.path("spec").has("replicas")).isFalse();
  }

  @Test
  void strategicMergeOrdersAsToldAndReplacesAsTold() {
    ObjectNode ordered =
        strategic(
            """
            {"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"side"},{"name":"web"}],
              "containers":[{"name":"web","image":"web:2"}]}}}}
            """);
    assertThat(ordered.at("/spec/template/spec/containers/0/name").asText()).isEqualTo("side");
    ObjectNode replaced =
        strategic("{\"spec\":{\"template\":{\"spec\":{\"$patch\":\"replace\",\"x\":1}}}}");
    assertThat(replaced.at("/spec/template/spec").toString()).isEqualTo("{\"x\":1}");
  }

  @Test
  void mergePatchReplacesListsAndRemovesNulls() {
    ObjectNode next =
        new ObjectPatch.Merge(Json.parse("{\"metadata\":{\"name\":null,\"labels\":{\"a\":\"b\"}}}"))
            .apply(DEPLOYMENT);
    assertThat(next.path("metadata").toString()).isEqualTo("{\"labels\":{\"a\":\"b\"}}");
  }

  @Test
  void jsonPatchThatDoesNotFitIsInvalid() {
    var patch =
        new ObjectPatch.JsonOperations(
            Json.read(
                "[{\"op\":\"test\",\"path\":\"/spec/replicas\",\"value\":9}]"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                false));
    assertThatThrownBy(() -> patch.apply(DEPLOYMENT))
        .isInstanceOfSatisfying(
            ApiFailure.class, failure -> assertThat(failure.code()).isEqualTo(422));
  }

  @Test
  void applyTakesAwayWhatItsManagerNoLongerNames() {
    ObjectNode first = apply("ci", false, "{\"data\":{\"a\":\"1\",\"b\":\"2\"}}", Json.object());
    ObjectNode second = apply("ci", false, "{\"data\":{\"a\":\"1\"}}", first);
    assertThat(second.path("data").toString()).isEqualTo("{\"a\":\"1\"}");
    assertThat(second.at("/metadata/managedFields/0/manager").asText()).isEqualTo("ci");
  }

  @Test
  void applyConflictsOverAFieldUnlessForced() {
    ObjectNode first = apply("ci", false, "{\"data\":{\"a\":\"1\"}}", Json.object());
    assertThatThrownBy(() -> apply("operator", false, "{\"data\":{\"a\":\"2\"}}", first))
        .hasMessageContaining("Apply failed with 1 conflict: conflicts with \"ci\":\n- .data.a");
    ObjectNode forced = apply("operator", true, "{\"data\":{\"a\":\"2\"}}", first);
    assertThat(forced.at("/data/a").asText()).isEqualTo("2");
    ObjectNode released = apply("ci", false, "{\"data\":{}}", forced);
    assertThat(released.at("/data/a").asText()).as("no longer its own").isEqualTo("2");
  }

  private static ObjectNode apply(String manager, boolean force, String config, ObjectNode live) {
    return new ServerSideApply(manager, force, Json.parse(config)).apply(live, NOW);
  }

  private static ObjectNode strategic(String patch) {
    return new ObjectPatch.Strategic(Json.parse(patch)).apply(DEPLOYMENT);
  }
}
