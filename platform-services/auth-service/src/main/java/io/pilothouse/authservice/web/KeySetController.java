package io.pilothouse.authservice.web;

import io.pilothouse.authservice.key.KeySettings;
import io.pilothouse.authservice.key.SigningKeys;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public halves of the signing keys, with how long they may be kept. */
@RestController
class KeySetController {
  static final String PATH = "/oauth2/jwks";

  private final SigningKeys keys;
  private final KeySettings settings;

  KeySetController(SigningKeys keys, KeySettings settings) {
    this.keys = keys;
    this.settings = settings;
  }

  @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> keys() {
    String set = keys.publicKeys().toString();
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(settings.keySetAge()).cachePublic())
        .eTag(Integer.toHexString(set.hashCode()))
        .body(set);
  }
}
