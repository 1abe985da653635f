#!/bin/sh
# Signs the image by its digest. With COSIGN_PRIVATE_KEY by that key, else by the identity of the pipeline, without any key.
set -eu
cd "$(dirname "$0")/.."
. ci/names.sh
# shellcheck source=/dev/null
. "./$IMAGE_FILE"
key=
[ -z "${COSIGN_PRIVATE_KEY:-}" ] || key='--key env://COSIGN_PRIVATE_KEY'
# Without quotes: where there is no key there is no word.
# shellcheck disable=SC2086
docker run --rm --user "$(id -u):$(id -g)" \
  --volume "${DOCKER_CONFIG:-$HOME/.docker}:/docker:ro" --env DOCKER_CONFIG=/docker --env HOME=/tmp \
  --env COSIGN_PRIVATE_KEY --env COSIGN_PASSWORD --env SIGSTORE_ID_TOKEN \
  --env ACTIONS_ID_TOKEN_REQUEST_URL --env ACTIONS_ID_TOKEN_REQUEST_TOKEN \
  ghcr.io/sigstore/cosign/cosign:v3.1.3 sign --yes $key "$IMAGE@$DIGEST"
