// Package probes answers Kubernetes and Prometheus over HTTP.
package probes

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Handler answers /health, /ready and /metrics. What it depends on is no reason to end a process, so /health asks nobody.
func Handler(metrics prometheus.Gatherer, unreachable func(context.Context) []string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintln(w, "healthy")
	})
	mux.HandleFunc("GET /ready", func(w http.ResponseWriter, r *http.Request) {
		if missing := unreachable(r.Context()); len(missing) > 0 {
			http.Error(w, "cannot reach "+strings.Join(missing, ", "), http.StatusServiceUnavailable)
			return
		}
		_, _ = fmt.Fprintln(w, "ready")
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(metrics, promhttp.HandlerOpts{}))
	return mux
}
