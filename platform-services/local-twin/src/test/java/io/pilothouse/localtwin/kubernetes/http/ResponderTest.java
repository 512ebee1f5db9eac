package io.pilothouse.localtwin.kubernetes.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResponderTest {
  private static final byte[] LARGE =
      "{\"kind\":\"Pod\"}".repeat(20_000).getBytes(StandardCharsets.UTF_8);
  private static final byte[] SMALL = "{\"kind\":\"Pod\"}".getBytes(StandardCharsets.UTF_8);

  private HttpServer server;

  @BeforeEach
  void listen() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/large",
        exchange -> {
          try (exchange) {
            new Responder(exchange).json(200, LARGE);
          }
        });
    server.createContext(
        "/small",
        exchange -> {
          try (exchange) {
            new Responder(exchange).json(200, SMALL);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aLargeAnswerIsCompressedForWhoTakesItSo() throws Exception {
    HttpResponse<byte[]> answer = ask("/large", "deflate, gzip");

    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(answer.body()).hasSizeLessThan(LARGE.length / 10);
    try (var body = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      assertThat(body.readAllBytes()).isEqualTo(LARGE);
    }
  }

  @Test
  void aSmallOneIsNotAndNoneForWhoDoesNotAsk() throws Exception {
    assertThat(ask("/small", "gzip").body()).isEqualTo(SMALL);
    assertThat(ask("/large", "identity").body()).isEqualTo(LARGE);
  }

  private HttpResponse<byte[]> ask(String path, String coding) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path))
              .header("Accept-Encoding", coding)
              .build(),
          HttpResponse.BodyHandlers.ofByteArray());
    }
  }
}
