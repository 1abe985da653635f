#!/bin/sh
# Looks for known holes that are high or critical and have a fix. Usage: ci/scan.sh [IMAGE]; without one: the image that was built.
set -eu
cd "$(dirname "$0")/.."
. ci/names.sh
reference=${1:-}
if [ -z "$reference" ]; then
  # shellcheck source=/dev/null
  . "./$IMAGE_FILE"
  reference=$IMAGE@$DIGEST
fi
docker run --rm \
  --volume /var/run/docker.sock:/var/run/docker.sock \
  --volume "${DOCKER_CONFIG:-$HOME/.docker}:/root/.docker:ro" \
  ghcr.io/aquasecurity/trivy:0.74.0 image --exit-code 1 --severity HIGH,CRITICAL --ignore-unfixed --no-progress "$reference"
