// Command service greets people over gRPC, and answers probes and Prometheus over HTTP.
package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthv1 "google.golang.org/grpc/health/grpc_health_v1"

	greetingv1 "example.com/service/gen/greeting/v1"
	"example.com/service/internal/greeting"
	"example.com/service/internal/measure"
	"example.com/service/internal/probes"
	"example.com/service/internal/stores"
)

// Kubernetes waits for 30 seconds, of which some are gone before the process hears of it.
const longestEnd = 20 * time.Second

func main() {
	if os.Getenv("LOG_FORMAT") == "json" {
		slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stdout, nil)))
	}
	if err := run(); err != nil {
		slog.Error(err.Error())
		os.Exit(1)
	}
}

func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()

	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	calls := measure.NewCalls(registry)
	server := grpc.NewServer(grpc.UnaryInterceptor(calls.Unary), grpc.StreamInterceptor(calls.Stream))
	greetingv1.RegisterGreetingServiceServer(server, greeting.Service{})
	status := health.NewServer()
	healthv1.RegisterHealthServer(server, status)

	side := &http.Server{
		Addr:              ":" + variable("PORT", "@@port@@"),
		Handler:           probes.Handler(registry, func(ctx context.Context) []string { return stores.Unreachable(ctx, os.Getenv) }),
		ReadHeaderTimeout: 5 * time.Second,
	}
	address := ":" + variable("GRPC_PORT", "@@grpc-port@@")
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}

	failures := make(chan error, 2)
	go func() { failures <- server.Serve(listener) }()
	go func() { failures <- side.ListenAndServe() }()
	slog.Info("listens", "grpc", address, "http", side.Addr)

	select {
	case err := <-failures:
		return err
	case <-ctx.Done():
	}
	slog.Info("answers what is under way, and ends")
	status.Shutdown()
	end, cancel := context.WithTimeout(context.Background(), longestEnd)
	defer cancel()
	finished := make(chan struct{})
	go func() {
		server.GracefulStop()
		close(finished)
	}()
	select {
	case <-finished:
	case <-end.Done():
		server.Stop()
	}
	if err := side.Shutdown(end); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

func variable(name, usual string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return usual
}
