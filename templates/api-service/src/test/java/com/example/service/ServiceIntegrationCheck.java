package com.example.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Asks a service that runs; its name keeps it out of the unit tests. */
class ServiceIntegrationCheck {
  private static final String SERVICE =
      Optional.ofNullable(System.getenv("SERVICE_URL")).orElse("http://127.0.0.1:@@port@@");

  @Test
  void itAnswersAsKubernetesAndPrometheusAsk() throws IOException, InterruptedException {
    for (String path : List.of("/actuator/health/liveness", "/actuator/health/readiness", "/actuator/prometheus")) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(200);
    }
  }

  @Test
  void itGreets() throws IOException, InterruptedException {
    assertThat(get("/greeting").body()).isEqualTo("{\"text\":\"Hello, World\"}");
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(SERVICE + path)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
