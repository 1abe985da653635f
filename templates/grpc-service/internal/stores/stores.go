// Package stores knows what the service keeps its data in.
package stores

import (
	"context"
	"net"
	"net/url"
	"time"
)

type store struct{ name, address string }

// Unreachable names the stores that the environment variables name, and that do not answer within a second.
func Unreachable(ctx context.Context, variable func(string) string) []string {
	var missing []string
	dialer := net.Dialer{Timeout: time.Second}
	for _, one := range named(variable) {
		connection, err := dialer.DialContext(ctx, "tcp", one.address)
		if err != nil {
			missing = append(missing, one.name)
			continue
		}
		_ = connection.Close()
	}
	return missing
}

func named(variable func(string) string) []store {
	var all []store
	if host := variable("DB_HOST"); host != "" {
		port := variable("DB_PORT")
		if port == "" {
			port = "5432"
		}
		all = append(all, store{"the database", net.JoinHostPort(host, port)})
	}
	if address := variable("REDIS_URL"); address != "" {
		target := address
		if parsed, err := url.Parse(address); err == nil {
			port := parsed.Port()
			if port == "" {
				port = "6379"
			}
			target = net.JoinHostPort(parsed.Hostname(), port)
		}
		all = append(all, store{"Redis", target})
	}
	return all
}
