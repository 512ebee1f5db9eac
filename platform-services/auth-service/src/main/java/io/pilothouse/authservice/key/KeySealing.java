package io.pilothouse.authservice.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals private keys with AES-256-GCM for keeping them in the database; the key's id is
 * authenticated with them, so that rows cannot be exchanged. Any thread.
 */
public final class KeySealing {
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final List<SecretKeySpec> keys;

  /**
   * Sealing with these keys.
   *
   * @param keys Base64 of 32 bytes each, at least one; the first seals, every one opens
   * @throws IllegalArgumentException if one is no such key
   */
  public KeySealing(List<String> keys) {
    var read = new ArrayList<SecretKeySpec>();
    for (String key : keys) {
      byte[] bytes;
      try {
        bytes = Base64.getDecoder().decode(key.strip());
      } catch (IllegalArgumentException notBase64) {
        bytes = new byte[0];
      }
      if (bytes.length != KEY_BYTES) {
        throw new IllegalArgumentException(
            "pilothouse.auth.keys.encryption-keys needs Base64 of 32 random bytes: openssl rand -base64 32");
      }
      read.add(new SecretKeySpec(bytes, "AES"));
    }
    if (read.isEmpty()) {
      throw new IllegalArgumentException("no key to seal with");
    }
    this.keys = List.copyOf(read);
  }

  /** A new key of the kind that the constructor takes. */
  static String newKey() {
    byte[] bytes = new byte[KEY_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  byte[] seal(String keyId, byte[] secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), nonce, keyId).doFinal(secret);
      return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the private key of " + keyId + " was not sealed: " + e, e);
    }
  }

  /**
   * The secret again.
   *
   * @throws IllegalStateException if none of the keys has sealed it
   */
  byte[] open(String keyId, byte[] sealed) {
    byte[] nonce = java.util.Arrays.copyOf(sealed, NONCE_BYTES);
    GeneralSecurityException last = null;
    for (SecretKeySpec key : keys) {
      try {
        return cipher(Cipher.DECRYPT_MODE, key, nonce, keyId)
            .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw new IllegalStateException(
        "The signing key "
            + keyId
            + " in the database was sealed with another key than this instance has. Give every instance the same"
            + " pilothouse.auth.keys.encryption-keys, the former ones after the new one",
        last);
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String keyId)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(TRANSFORMATION);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(keyId.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
