package io.pilothouse.localtwin.kubernetes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProtobufBodyTest {

  @Test
  void readsASecretAsHelmWritesIt() {
    byte[] metadata =
        message(
            field(1, text("sh.helm.release.v1.web.v1")),
            field(3, text("shop")),
            field(11, message(field(1, text("owner")), field(2, text("helm")))));
    byte[] secret =
        message(
            field(1, metadata),
            field(2, message(field(1, text("release")), field(2, new byte[] {1, 2, 3}))),
            field(3, text("helm.sh/release.v1")));
    assertThat(ProtobufBody.read(envelope("v1", "Secret", secret)))
        .isEqualTo(
            Json.parse(
                """
                {"apiVersion":"v1","kind":"Secret","metadata":{"name":"sh.helm.release.v1.web.v1",
                 "namespace":"shop","labels":{"owner":"helm"}},"data":{"release":"AQID"},
                 "type":"helm.sh/release.v1"}
                """));
  }

  @Test
  void refusesWhatItDoesNotKnowAndWhatIsCutShort() {
    byte[] pod = envelope("v1", "Pod", new byte[0]);
    assertThatThrownBy(() -> ProtobufBody.read(pod))
        .isInstanceOfSatisfying(
            ApiFailure.class, failure -> assertThat(failure.code()).isEqualTo(415));
    byte[] whole = envelope("v1", "ConfigMap", message(field(1, text("x"))));
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 2);
    assertThatThrownBy(() -> ProtobufBody.read(cut)).hasMessageContaining("truncated");
  }

  private static byte[] envelope(String apiVersion, String kind, byte[] raw) {
    return message(
        new byte[] {'k', '8', 's', 0},
        field(1, message(field(1, text(apiVersion)), field(2, text(kind)))),
        field(2, raw));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] field(int number, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(number << 3 | 2);
    for (int length = value.length; ; length >>>= 7) {
      if (length < 0x80) {
        out.write(length);
        break;
      }
      out.write(length & 0x7f | 0x80);
    }
    out.writeBytes(value);
    return out.toByteArray();
  }

  private static byte[] message(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
