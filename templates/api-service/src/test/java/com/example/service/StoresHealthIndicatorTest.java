package com.example.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.mock.env.MockEnvironment;

class StoresHealthIndicatorTest {
  @Test
  void withoutVariablesItDependsOnNothing() {
    assertThat(new StoresHealthIndicator(new MockEnvironment()).health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void storesThatDoNotAnswerAreNamed() throws IOException {
    MockEnvironment variables = new MockEnvironment();
    StoresHealthIndicator stores = new StoresHealthIndicator(variables);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(server.getLocalPort());
      variables.setProperty("DB_HOST", "127.0.0.1");
      variables.setProperty("DB_PORT", port);
      variables.setProperty("REDIS_URL", "redis://:secret@127.0.0.1:" + port + "/0");
      assertThat(stores.health().getStatus()).isEqualTo(Status.UP);
    }
    assertThat(stores.health().getDetails()).containsEntry("cannot reach", List.of("the database", "Redis"));
  }
}
