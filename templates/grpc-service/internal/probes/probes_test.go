package probes

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
)

func TestItIsReadyOnceEverythingIsReached(t *testing.T) {
	missing := []string{"the database"}
	handler := Handler(prometheus.NewRegistry(), func(context.Context) []string { return missing })
	ask := func(path string) (int, string) {
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
		return answer.Code, answer.Body.String()
	}

	if code, text := ask("/ready"); code != 503 || text != "cannot reach the database\n" {
		t.Errorf("/ready: %d %q", code, text)
	}
	if code, _ := ask("/health"); code != 200 {
		t.Errorf("/health: %d", code)
	}
	missing = nil
	if code, _ := ask("/ready"); code != 200 {
		t.Errorf("/ready: %d", code)
	}
}
