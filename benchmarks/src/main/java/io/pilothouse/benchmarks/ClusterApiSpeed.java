package io.pilothouse.benchmarks;

import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.scale.ScaleSpec;
import io.pilothouse.localtwin.scale.ScaleTwin;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The Kubernetes API of a synthetic estate over its own HTTPS: a list of all pods, and changes that
 * reach three watchers; prints rows of the results' table. With {@code serve NODES PODS CHANGES} it
 * starts such an estate for other measurements, prints its kubeconfig and stays.
 */
public final class ClusterApiSpeed {
  private static final int NODES = 500;
  private static final int PODS = 10_000;
  private static final int CHANGES = 2_000;
  private static final int WATCHERS = 3;
  private static final int SECONDS = 10;
  private static final int RUNS = 7;

  private ClusterApiSpeed() {}

  /** Measures, or serves. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 4 && arguments[0].equals("serve")) {
      serve(
          new ScaleSpec(
              Integer.parseInt(arguments[1]),
              Integer.parseInt(arguments[2]),
              Integer.parseInt(arguments[3])));
      return;
    }
    try (var estate = ScaleTwin.start(new ScaleSpec(NODES, PODS, 0))) {
      lists(estate.cluster());
    }
    try (var estate = ScaleTwin.start(new ScaleSpec(NODES, PODS, CHANGES))) {
      watches(estate);
    }
  }

  private static void serve(ScaleSpec spec) throws Exception {
    try (var estate = ScaleTwin.start(spec)) {
      System.out.println(estate.cluster().kubeconfig("aks-scale", "scale-0"));
      new CountDownLatch(1).await();
    }
  }

  private static void lists(KubernetesTwin cluster) throws Exception {
    HttpClient client = client(cluster);
    long[] millis = new long[RUNS];
    int bytes = 0;
    long first = 0;
    for (int run = 0; run <= RUNS; run++) {
      long began = System.nanoTime();
      var answer =
          client.send(
              HttpRequest.newBuilder(request(cluster, ""), (name, value) -> true)
                  .header("Accept-Encoding", "gzip")
                  .build(),
              HttpResponse.BodyHandlers.ofInputStream());
      try (var body = new GZIPInputStream(answer.body(), 1 << 16)) {
        bytes = body.readAllBytes().length;
      }
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("the list was answered " + answer.statusCode());
      }
      if (run == 0) {
        first = took;
      } else {
        millis[run - 1] = took;
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        "| twin's API: list of %,d pods, %d MiB, compressed as kubectl asks (the first time %d ms) |"
            + " %d ms | | | <= 1000 ms |%n",
        PODS, bytes >> 20, first, millis[RUNS / 2]);
  }

  private static void watches(ScaleTwin estate) throws Exception {
    List<AtomicLong> seen = new ArrayList<>();
    List<InputStream> open = new ArrayList<>();
    for (int i = 0; i < WATCHERS; i++) {
      var count = new AtomicLong();
      seen.add(count);
      var stream =
          client(estate.cluster())
              .send(
                  request(estate.cluster(), "?watch=true&resourceVersion=" + revision(estate)),
                  HttpResponse.BodyHandlers.ofInputStream())
              .body();
      open.add(stream);
      Thread.ofPlatform().daemon().start(() -> count(stream, count));
    }
    pause(2);
    long made = estate.changes();
    List<Long> before = seen.stream().map(AtomicLong::get).toList();
    pause(SECONDS);
    double changed = (estate.changes() - made) / (double) SECONDS;
    double slowest = Double.MAX_VALUE;
    for (int i = 0; i < WATCHERS; i++) {
      slowest = Math.min(slowest, (seen.get(i).get() - before.get(i)) / (double) SECONDS);
    }
    for (InputStream stream : open) {
      stream.close();
    }
    System.out.printf(
        "| twin's API: watch events a second to the slowest of %d watchers, %,d pods | %.0f | changes"
            + " made: %.0f | %.2f | >= 2000 |%n",
        WATCHERS, PODS, slowest, changed, slowest / changed);
  }

  private static void pause(int seconds) throws InterruptedException {
    boolean ended = new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    if (ended) {
      throw new IllegalStateException("the pause was cut short");
    }
  }

  private static long revision(ScaleTwin estate) {
    return estate.cluster().api().store().revision();
  }

  private static void count(InputStream stream, AtomicLong lines) {
    byte[] buffer = new byte[1 << 16];
    try (var in = new BufferedInputStream(stream)) {
      int read = in.read(buffer);
      while (read >= 0) {
        for (int i = 0; i < read; i++) {
          if (buffer[i] == '\n') {
            lines.incrementAndGet();
          }
        }
        read = in.read(buffer);
      }
    } catch (IOException closed) {
      lines.addAndGet(0);
    }
  }

  private static HttpRequest request(KubernetesTwin cluster, String query) {
    return HttpRequest.newBuilder(URI.create(cluster.url() + "/api/v1/pods" + query))
        .header("Authorization", "Bearer " + cluster.token())
        .build();
  }

  private static HttpClient client(KubernetesTwin cluster) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, new char[0]);
    trusted.setCertificateEntry(
        "twin",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(
                    cluster.certificateAuthority().getBytes(StandardCharsets.US_ASCII))));
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1).build();
  }
}
