#!/bin/sh
# Prints the commit of the last push to BRANCH whose run of this workflow succeeded: what had changed until then is released.
# Prints nothing where none has. GITHUB_TOKEN may read runs ("actions: read"), and writes nothing.
set -eu
workflow=${GITHUB_WORKFLOW_REF%@*}
# No process list shows the token.
printf 'header = "Authorization: Bearer %s"\n' "$GITHUB_TOKEN" |
  curl --fail --silent --show-error --max-time 30 --retry 2 --config - --get \
    --data-urlencode "branch=$BRANCH" --data event=push --data status=success --data per_page=1 \
    "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/actions/workflows/${workflow##*/}/runs" |
  node -e 'const [run] = JSON.parse(require("fs").readFileSync(0, "utf8")).workflow_runs; console.log(run ? run.head_sha : "");'
