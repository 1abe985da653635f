#!/bin/sh
# Prints the services that have changed, in one line.
#
#   ci/changed-services.sh BASE                     since a pull request left BASE
#   ci/changed-services.sh --since-release COMMIT   between what was released last and this commit
#
# Without a commit, or with one that is not there, as on the first push of a branch, and for a tag: all of them. The push before is
# no such commit: its run may have been red, or may have given way to this one, and what it changed would never be released.
set -eu
cd "$(dirname "$0")/.."
# What a pull request's target has got meanwhile is not of the pull request; what a branch has lost since its release has changed.
dots=...
if [ "${1:-}" = --since-release ]; then
  dots=..
  shift
fi
base=${1:-}
if [ -n "${TAG:-}" ] || [ -z "$base" ] || ! git cat-file -e "$base^{commit}" 2>/dev/null; then
  changed=Cargo.lock
elif [ "$dots" = .. ] && git merge-base --is-ancestor HEAD "$base"; then
  # A run that somebody has started again after a later one has released the same and more.
  changed=
else
  changed=$(git diff --name-only --no-renames "$base${dots}HEAD")
fi
printf '%s\n' "$changed" | ci/affected-services.sh | tr '\n' ' ' | sed 's/ *$//'
