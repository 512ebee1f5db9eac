package io.pilothouse.serviceruntime.spring.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer with an address for its keys, and whoever forges its tokens. */
final class TestIssuer implements AutoCloseable {

  static final String ISSUER = "https://auth.test";

  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile RSAKey key = newKey("key-1");
  private volatile List<RSAKey> published = List.of(key);
  private volatile boolean down;

  TestIssuer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/oauth2/jwks",
        exchange -> {
          asked.incrementAndGet();
          var keys =
              new JWKSet(List.copyOf(published)).toString(true).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(down ? 503 : 200, down ? -1 : keys.length);
          if (!down) {
            exchange.getResponseBody().write(keys);
          }
          exchange.close();
        });
    server.start();
  }

  String keysAddress() {
    return "http://localhost:" + server.getAddress().getPort() + "/oauth2/jwks";
  }

  int asked() {
    return asked.get();
  }

  void down(boolean isDown) {
    down = isDown;
  }

  /** Signs with a new key from now on; the old one stays published. */
  void rotate(String id) {
    var old = key;
    key = newKey(id);
    published = List.of(old, key);
  }

  /** The claims of a good token. */
  static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .subject("user-1")
        .audience("pilothouse")
        .claim("roles", List.of("user"))
        .claim("permissions", List.of("trip:read"))
        .expirationTime(in(Duration.ofMinutes(15)));
  }

  static Date in(Duration fromNow) {
    return Date.from(Instant.now().plus(fromNow));
  }

  String token(JWTClaimsSet claims) {
    return signed(claims, key);
  }

  static String signed(JWTClaimsSet claims, RSAKey by) {
    try {
      return signed(claims, JWSAlgorithm.RS256, by.getKeyID(), new RSASSASigner(by));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signed with the public key as if it were a shared secret. */
  String confused(JWTClaimsSet claims) throws JOSEException {
    return signed(
        claims,
        JWSAlgorithm.HS256,
        key.getKeyID(),
        new MACSigner(key.toRSAPublicKey().getEncoded()));
  }

  static String unsigned(JWTClaimsSet claims) {
    return new PlainJWT(claims).serialize();
  }

  String otherAlgorithm(JWTClaimsSet claims) throws JOSEException {
    return signed(claims, JWSAlgorithm.RS512, key.getKeyID(), new RSASSASigner(key));
  }

  static RSAKey newKey(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String signed(
      JWTClaimsSet claims, JWSAlgorithm algorithm, String id, JWSSigner signer)
      throws JOSEException {
    var token =
        new SignedJWT(
            new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).keyID(id).build(), claims);
    token.sign(signer);
    return token.serialize();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
