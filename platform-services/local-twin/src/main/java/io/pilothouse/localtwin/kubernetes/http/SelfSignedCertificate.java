package io.pilothouse.localtwin.kubernetes.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for this machine's loopback addresses that vouches for itself, with its key; both
 * live in memory only. The JDK has no public way to make one, so its few DER structures (RFC 5280)
 * are written here. TLS is needed because kubectl sends no credentials over plain HTTP.
 */
final class SelfSignedCertificate {
  private static final Duration VALIDITY = Duration.ofDays(365);
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int OCTETS = 0x04;
  private static final int OBJECT_ID = 0x06;
  private static final byte[] ECDSA_SHA256 = {42, (byte) 0x86, 72, (byte) 0xce, 61, 4, 3, 2};
  private static final byte[] COMMON_NAME = {85, 4, 3};
  private static final byte[] SUBJECT_ALTERNATIVE = {85, 29, 17};
  private static final byte[] BASIC_CONSTRAINTS = {85, 29, 19};
  private static final byte[] TRUE = {1, 1, (byte) 0xff};

  private final KeyPair keys;
  private final Certificate certificate;

  private SelfSignedCertificate(KeyPair keys, Certificate certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  static SelfSignedCertificate create(String name, Instant now) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair keys = generator.generateKeyPair();
    byte[] algorithm = der(SEQUENCE, der(OBJECT_ID, ECDSA_SHA256));
    byte[] subject =
        der(
            SEQUENCE,
            der(
                SET,
                der(
                    SEQUENCE,
                    der(OBJECT_ID, COMMON_NAME),
                    der(0x0c, name.getBytes(StandardCharsets.UTF_8)))));
    byte[] toBeSigned =
        der(
            SEQUENCE,
            der(0xa0, der(2, new byte[] {2})),
            der(2, new BigInteger(127, new SecureRandom()).add(BigInteger.ONE).toByteArray()),
            algorithm,
            subject,
            der(SEQUENCE, time(now.minus(CLOCK_SKEW)), time(now.plus(VALIDITY))),
            subject,
            keys.getPublic().getEncoded(),
            der(0xa3, der(SEQUENCE, constraints(), alternativeNames())));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(toBeSigned);
    byte[] encoded = der(SEQUENCE, toBeSigned, algorithm, der(3, new byte[] {0}, signature.sign()));
    return new SelfSignedCertificate(
        keys,
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded)));
  }

  private static byte[] constraints() {
    return der(SEQUENCE, der(OBJECT_ID, BASIC_CONSTRAINTS), TRUE, der(OCTETS, der(SEQUENCE, TRUE)));
  }

  private static byte[] alternativeNames() {
    byte[] names =
        der(
            SEQUENCE,
            der(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)),
            der(0x87, new byte[] {127, 0, 0, 1}));
    return der(SEQUENCE, der(OBJECT_ID, SUBJECT_ALTERNATIVE), der(OCTETS, names));
  }

  private static byte[] time(Instant instant) {
    String text =
        DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC).format(instant);
    return der(0x18, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  /** A TLS context that presents this certificate. */
  SSLContext context() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, new char[0]);
      store.setKeyEntry("server", keys.getPrivate(), new char[0], new Certificate[] {certificate});
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return context;
    } catch (java.io.IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
  }

  /** The certificate in PEM, for a kubeconfig's certificate-authority-data. */
  String pem() throws GeneralSecurityException {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }
}
