#!/bin/sh
# Prints the services that have changed since a commit, in one line. Usage: ci/changed-services.sh [BASE]. Without a base, or with
# one that is not there, as on the first push of a branch, and for a release: all of them.
set -eu
cd "$(dirname "$0")/.."
base=${1:-}
if [ -n "${TAG:-}" ] || [ -z "$base" ] || ! git cat-file -e "$base^{commit}" 2>/dev/null; then
  changed=Cargo.lock
else
  changed=$(git diff --name-only --no-renames "$base...HEAD")
fi
printf '%s\n' "$changed" | ci/affected-services.sh | tr '\n' ' ' | sed 's/ *$//'
