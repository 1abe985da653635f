#!/bin/sh
# Prints the environment that this branch or tag leads to, as ci/environments says; nothing where it leads to none.
set -eu
cd "$(dirname "$0")/.."
ref=${TAG:-${BRANCH:-}}
while read -r pattern environment; do
  case $pattern in '' | '#'*) continue ;; esac
  # The pattern is meant to be one.
  # shellcheck disable=SC2254
  case $ref in
    $pattern)
      printf '%s\n' "$environment"
      exit 0
      ;;
  esac
done < ci/environments
