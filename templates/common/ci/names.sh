# shellcheck shell=sh
# What the other scripts call things; they read this file. A pipeline sets BRANCH, or TAG for a release.
# slipway:if one-service
SERVICE_NAME=${SERVICE_NAME:-@@name@@}
IMAGE=${IMAGE:-@@image@@}
DOCKERFILE=Dockerfile
# slipway:end
# slipway:if workspace
: "${SERVICE_NAME:?says which of the services it is about}"
IMAGE=${IMAGE:-@@registry@@/$SERVICE_NAME}
DOCKERFILE=Dockerfile.service
# slipway:end
# slipway:if one-service
COMMIT=$(git rev-parse HEAD)
# slipway:end
# slipway:if workspace
# The last commit that was about this service: what others change makes no new image of it. It needs the whole history.
COMMIT=$(git log -1 --format=%H -- "services/$SERVICE_NAME" shared Cargo.toml Cargo.lock Dockerfile.service)
COMMIT=${COMMIT:-$(git rev-parse HEAD)}
# slipway:end
COMMITTED_AT=$(git show --no-patch --format=%cI "$COMMIT")
SHORT_COMMIT=$(printf %.7s "$COMMIT")
if [ -n "${TAG:-}" ]; then
  printf '%s\n' "$TAG" | grep -Eq '^v(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?$' ||
    { echo "the tag \"$TAG\" is no release: it must be such as v1.2.3 or v1.2.3-rc.1" >&2; exit 1; }
  VERSION=$TAG
else
  # A branch may have any letters, the tag of an image may not, and has at most 128.
  VERSION=$(printf '%s' "${BRANCH:-local}" | tr -c 'A-Za-z0-9_.-' - | sed 's/^[.-]*//' | cut -c 1-100)-$SHORT_COMMIT
fi
# One file for each service: several are built in one pipeline.
IMAGE_FILE=${IMAGE_FILE:-image-$SERVICE_NAME.env}
export SERVICE_NAME IMAGE DOCKERFILE COMMIT COMMITTED_AT SHORT_COMMIT VERSION IMAGE_FILE
