//go:build integration

// Package integration asks a service that runs.
package integration

import (
	"context"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	healthv1 "google.golang.org/grpc/health/grpc_health_v1"

	greetingv1 "example.com/service/gen/greeting/v1"
)

func TestItAnswersOverGRPCAndIsMeasured(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	connection, err := grpc.NewClient(variable("GRPC_TARGET", "127.0.0.1:@@grpc-port@@"), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = connection.Close() }()

	state, err := healthv1.NewHealthClient(connection).Check(ctx, &healthv1.HealthCheckRequest{})
	if err != nil || state.GetStatus() != healthv1.HealthCheckResponse_SERVING {
		t.Fatalf("health: %v, %v", state.GetStatus(), err)
	}
	answer, err := greetingv1.NewGreetingServiceClient(connection).Greet(ctx, &greetingv1.GreetRequest{Name: "Ada"})
	if err != nil || answer.GetText() != "Hello, Ada" {
		t.Fatalf("greeting: %q, %v", answer.GetText(), err)
	}
	for _, path := range []string{"/health", "/ready"} {
		get(t, path)
	}
	counted := `grpc_server_handled_total{grpc_code="OK",grpc_method="Greet",grpc_service="greeting.v1.GreetingService"}`
	if metrics := get(t, "/metrics"); !strings.Contains(metrics, counted) || strings.Contains(metrics, "grpc.health.v1") {
		t.Errorf("metrics:\n%s", metrics)
	}
}

func get(t *testing.T, path string) string {
	t.Helper()
	answer, err := http.Get(variable("SERVICE_URL", "http://127.0.0.1:@@port@@") + path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d, %v", path, answer.StatusCode, err)
	}
	return string(body)
}

func variable(name, usual string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return usual
}
