#!/bin/sh
# Whether gen/ is what proto/ says. Versions of the generators are in comments, and do not matter.
set -eu
cd "$(dirname "$0")/.."
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
proto/generate.sh "$fresh"
diff --recursive --unified --ignore-matching-lines='^//' gen "$fresh" || { echo 'run proto/generate.sh and commit what it writes' >&2; exit 1; }
