#!/bin/sh
# Holds the subjects of the commits since BASE against conventional commits: "feat: ...", "fix(orders)!: ...".
# Usage: ci/check-commits.sh BASE
set -eu
cd "$(dirname "$0")/.."
form='^(build|chore|ci|docs|feat|fix|perf|refactor|revert|style|test)(\([a-z0-9 ._/-]+\))?!?: .+'
wrong=$(git log --no-merges --format=%s "$1..HEAD" | grep -Ev "$form" || true)
[ -z "$wrong" ] && exit 0
echo 'these subjects are not of the form "type(scope): what it does", with one of the types build, chore, ci, docs, feat, fix,' >&2
echo 'perf, refactor, revert, style, test; reword them by "git rebase --interactive":' >&2
printf '%s\n' "$wrong" | sed 's/^/  /' >&2
exit 1
