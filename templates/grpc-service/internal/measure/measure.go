// Package measure counts calls, by the names that dashboards and alerts of the platform know.
package measure

import (
	"context"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"google.golang.org/grpc"
	"google.golang.org/grpc/status"
)

// Calls are counted by how they ended, and measured by how long they took.
type Calls struct {
	handled  *prometheus.CounterVec
	duration *prometheus.HistogramVec
}

// NewCalls registers its metrics.
func NewCalls(registry prometheus.Registerer) *Calls {
	calls := &Calls{
		handled: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "grpc_server_handled_total",
			Help: "Calls that were answered.",
		}, []string{"grpc_service", "grpc_method", "grpc_code"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "grpc_server_handling_seconds",
			Help:    "Time until a call was answered.",
			Buckets: prometheus.DefBuckets,
		}, []string{"grpc_service", "grpc_method"}),
	}
	registry.MustRegister(calls.handled, calls.duration)
	return calls
}

// Unary measures calls with one request and one answer.
func (c *Calls) Unary(ctx context.Context, request any, info *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (any, error) {
	begin := time.Now()
	answer, err := handle(ctx, request)
	c.count(info.FullMethod, begin, err)
	return answer, err
}

// Stream measures calls with streams.
func (c *Calls) Stream(server any, stream grpc.ServerStream, info *grpc.StreamServerInfo, handle grpc.StreamHandler) error {
	begin := time.Now()
	err := handle(server, stream)
	c.count(info.FullMethod, begin, err)
	return err
}

func (c *Calls) count(fullMethod string, begin time.Time, err error) {
	service, method, _ := strings.Cut(strings.TrimPrefix(fullMethod, "/"), "/")
	// Probes are nobody's calls.
	if service == "grpc.health.v1.Health" {
		return
	}
	c.handled.WithLabelValues(service, method, status.Code(err).String()).Inc()
	c.duration.WithLabelValues(service, method).Observe(time.Since(begin).Seconds())
}
