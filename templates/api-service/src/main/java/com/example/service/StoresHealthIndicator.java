package com.example.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.core.env.PropertyResolver;
import org.springframework.stereotype.Component;

/** Whether the stores answer that the environment variables name: DB_HOST, DB_PORT and REDIS_URL. */
@Component("stores")
class StoresHealthIndicator implements HealthIndicator {
  private static final int LONGEST_MILLISECONDS = 1000;

  private record Store(String name, String host, int port) {}

  private final PropertyResolver variables;

  StoresHealthIndicator(PropertyResolver variables) {
    this.variables = variables;
  }

  @Override
  public Health health() {
    List<String> missing = named().stream().filter(store -> !answers(store)).map(Store::name).toList();
    return missing.isEmpty() ? Health.up().build() : Health.outOfService().withDetail("cannot reach", missing).build();
  }

  private List<Store> named() {
    List<Store> stores = new ArrayList<>();
    String database = variables.getProperty("DB_HOST", "");
    if (!database.isEmpty()) {
      stores.add(new Store("the database", database, variables.getProperty("DB_PORT", Integer.class, 5432)));
    }
    String redis = variables.getProperty("REDIS_URL", "");
    if (!redis.isEmpty()) {
      URI uri = URI.create(redis);
      stores.add(new Store("Redis", uri.getHost(), uri.getPort() == -1 ? 6379 : uri.getPort()));
    }
    return stores;
  }

  private static boolean answers(Store store) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(store.host(), store.port()), LONGEST_MILLISECONDS);
      return true;
    } catch (IOException unreachable) {
      return false;
    }
  }
}
