package com.example.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"DB_HOST=127.0.0.1", "DB_PORT=1", "management.prometheus.metrics.export.enabled=true"})
class ApplicationTest {
  @LocalServerPort private int port;

  @Test
  void itGreetsAndIsMeasured() throws IOException, InterruptedException {
    assertThat(get("/greeting?name=Ada").body()).isEqualTo("{\"text\":\"Hello, Ada\"}");
    assertThat(get("/actuator/prometheus").body())
        .containsPattern("http_server_requests_seconds_count\\{.*status=\"200\".*uri=\"/greeting\"");
  }

  @Test
  void aDatabaseThatIsAwayTakesItOutOfServiceAndDoesNotEndIt() throws IOException, InterruptedException {
    assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(503);
    assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
