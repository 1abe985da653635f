#!/bin/sh
# Asks a service that runs, as Kubernetes and Prometheus do. Services ask for more in tests of their own.
set -eu
service=${SERVICE_URL:-http://127.0.0.1:@@port@@}
get() { wget -q -O - "$service$1"; }
[ "$(get /health)" = healthy ]
[ "$(get /ready)" = ready ]
get /greeting | grep -q '^Hello from '
get /metrics | grep -q '^http_requests_total{code="200",method="GET"} '
echo 'it answers as it should'
