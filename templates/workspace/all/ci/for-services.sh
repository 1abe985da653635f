#!/bin/sh
# Does something for each service. Usage: ci/for-services.sh "SERVICE SERVICE..." COMMAND [WORD...]; in the words "{}" stands for the
# name of the service.
set -eu
cd "$(dirname "$0")/.."
services=$1
shift
for service in $services; do
  echo "--- $service: $*"
  (
    count=$#
    while [ "$count" -gt 0 ]; do
      word=$(printf '%s' "$1" | sed "s/{}/$service/g")
      shift
      set -- "$@" "$word"
      count=$((count - 1))
    done
    SERVICE_NAME=$service "$@"
  )
done
