#!/bin/sh
# Lint, unit tests and what else needs no other program: the stage "test" of the Dockerfile, so that everybody has the same tools.
set -eu
cd "$(dirname "$0")/.."
# slipway:if one-service
docker build --target test --tag "@@name@@-test" .
# slipway:end
# slipway:if workspace
docker build --file Dockerfile.service --target test --tag services-test .
# slipway:end
