#!/bin/sh
# Builds the image once, for amd64 and arm64, pushes it, and writes what it is into a file for the other scripts. A commit that
# was built before is not built again: a release gets a name for the bytes that were tested.
set -eu
cd "$(dirname "$0")/.."
. ci/names.sh
digest_of() { docker buildx imagetools inspect "$1" --format '{{.Manifest.Digest}}'; }
built=$IMAGE:sha-$COMMIT
if ! docker buildx imagetools inspect "$built" >/dev/null 2>&1; then
  docker buildx build . \
    --file "$DOCKERFILE" \
    --platform linux/amd64,linux/arm64 \
    --build-arg SERVICE_NAME="$SERVICE_NAME" \
    --cache-from "type=registry,ref=$IMAGE:cache" \
    --cache-to "type=registry,ref=$IMAGE:cache,mode=max" \
    --label "org.opencontainers.image.revision=$COMMIT" \
    --label "org.opencontainers.image.created=$COMMITTED_AT" \
    --provenance mode=max --sbom true \
    --tag "$built" --push
fi
docker buildx imagetools create --tag "$IMAGE:$VERSION" "$built"
DIGEST=$(digest_of "$built")
case $DIGEST in sha256:*) ;; *) echo "the registry does not say the digest of $built" >&2; exit 1 ;; esac
[ "$(digest_of "$IMAGE:$VERSION")" = "$DIGEST" ] ||
  { echo "$IMAGE:$VERSION is not $built: somebody else has pushed it" >&2; exit 1; }
cat > "$IMAGE_FILE" <<END
IMAGE=$IMAGE
VERSION=$VERSION
DIGEST=$DIGEST
END
echo "$IMAGE:$VERSION@$DIGEST"
