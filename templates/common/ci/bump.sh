#!/bin/sh
# Runs the images where releases begin: "slipway bump" writes version, digest, commit and time into the GitOps repository, and the
# bot commits it. Usage: ci/bump.sh [SERVICE...]; several services are one commit.
#
# GITOPS_TOKEN may write to the GitOps repository. Where SLIPWAY_KEY names the file of an SSH key, the commit is signed by it.
set -eu
cd "$(dirname "$0")/.."
# slipway:if one-service
[ $# -gt 0 ] || set -- @@name@@
# slipway:end
# slipway:if workspace
[ $# -gt 0 ] || { echo 'no service was built, so none is released'; exit 0; }
# slipway:end
environment=$(ci/environment.sh)
[ -n "$environment" ] || { echo 'this branch leads to no environment: ci/environments says which do'; exit 0; }
repository=${GITOPS_REPOSITORY:-@@gitops-url@@}
branch=${GITOPS_BRANCH:-@@gitops-branch@@}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

git clone --quiet --depth 1 --branch "${SLIPWAY_VERSION:-v@@slipway-version@@}" \
  "${SLIPWAY_REPOSITORY:?says where your organization keeps Slipway}" "$work/slipway"
npm ci --silent --prefix "$work/slipway" --workspaces=false
slipway() { node "$work/slipway/bin/slipway.js" "$@"; }

# Only the GitOps repository gets the token, and no process list shows it.
if [ -n "${GITOPS_TOKEN:-}" ]; then
  authorization=$(printf '%s:%s' "${GITOPS_USER:-x-access-token}" "$GITOPS_TOKEN" | base64 | tr -d '[:space:]')
  export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.$repository.extraHeader"
  export GIT_CONFIG_VALUE_0="Authorization: Basic $authorization"
fi
git clone --quiet --branch "$branch" "$repository" "$work/gitops"
in_gitops() { git -C "$work/gitops" "$@"; }
in_gitops config user.name "${BOT_NAME:-ci-bot}"
in_gitops config user.email "${BOT_EMAIL:-ci-bot@example.com}"
if [ -n "${SLIPWAY_KEY:-}" ]; then
  in_gitops config gpg.format ssh
  in_gitops config user.signingKey "$SLIPWAY_KEY"
  in_gitops config commit.gpgSign true
fi

# Others push, too: then it is planned once more, on what they have pushed.
for try in 1 2 3 4 5; do
  in_gitops fetch --quiet origin "$branch"
  in_gitops reset --quiet --hard FETCH_HEAD
  base=$(in_gitops rev-parse HEAD)
  for service in "$@"; do
    # A shell of its own: each service has its own names.
    (
      SERVICE_NAME=$service
      unset IMAGE IMAGE_FILE
      . ci/names.sh
      # shellcheck source=/dev/null
      . "./$IMAGE_FILE"
      slipway bump "$service" --catalog "$work/gitops/catalog" --env "$environment" --version "$VERSION" --digest "$DIGEST" \
        --commit "$COMMIT" --committed-at "$COMMITTED_AT" --edit
    )
    # What comes next is planned on a commit; the end makes one of all of them.
    in_gitops add --all
    in_gitops commit --quiet --allow-empty --no-gpg-sign --message "$service"
  done
  in_gitops reset --quiet --soft "$base"
  if in_gitops diff --cached --quiet; then
    echo 'the catalog says it already; there is nothing to commit'
    exit 0
  fi
  in_gitops commit --quiet --message "chore: update image tags to $(git rev-parse --short=7 HEAD)"
  (cd "$work/gitops" && slipway gate "$base..HEAD")
  if in_gitops push --quiet origin "HEAD:$branch"; then exit 0; fi
  echo "somebody has pushed before (try $try)"
done
echo 'the commit could not be pushed' >&2
exit 1
