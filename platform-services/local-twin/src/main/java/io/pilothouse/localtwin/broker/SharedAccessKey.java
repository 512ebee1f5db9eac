package io.pilothouse.localtwin.broker;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of a namespace, and whether a shared access signature was made with it.
 *
 * @param name the policy's name
 * @param secret in base 64
 */
record SharedAccessKey(String name, String secret) {

  static SharedAccessKey random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return new SharedAccessKey(
        "RootManageSharedAccessKey", Base64.getEncoder().encodeToString(bytes));
  }

  /** Whether the token is signed with this key and has not expired. */
  boolean accepts(String token, Instant now) {
    int space = token.indexOf(' ');
    if (space < 0 || !token.startsWith("SharedAccessSignature")) {
      return false;
    }
    Map<String, String> fields = new HashMap<>();
    for (String field : token.substring(space + 1).split("&", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.put(field.substring(0, equals), field.substring(equals + 1));
      }
    }
    String resource = fields.getOrDefault("sr", "");
    String expiry = fields.getOrDefault("se", "0");
    byte[] signature =
        URLDecoder.decode(fields.getOrDefault("sig", ""), StandardCharsets.UTF_8)
            .getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(signature, sign(resource + "\n" + expiry))
        && expiry.chars().allMatch(Character::isDigit)
        && Long.parseLong(expiry) > now.getEpochSecond();
  }

  private byte[] sign(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encode(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA256", e);
    }
  }
}
