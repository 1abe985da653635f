#!/bin/sh
# Starts the image with what it depends on, as docker-compose.yaml says, and asks it from outside.
set -eu
cd "$(dirname "$0")/.."
. ci/names.sh
end() {
  answer=$?
  [ "$answer" -eq 0 ] || docker compose --profile test logs --tail 200
  docker compose --profile test down --volumes --remove-orphans
  exit "$answer"
}
trap end EXIT
docker compose up --build --detach --wait service
docker compose --profile test run --build --rm integration-tests
