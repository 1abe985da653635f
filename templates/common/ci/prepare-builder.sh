#!/bin/sh
# A builder that makes images for both architectures. Where a stage runs on another one than this machine's, QEMU plays it.
set -eu
docker run --privileged --rm tonistiigi/binfmt:qemu-v10.2.3 --install amd64,arm64
docker buildx inspect slipway-builder >/dev/null 2>&1 && exec docker buildx use slipway-builder
# An engine elsewhere, with certificates that the environment names, has to be a context first.
[ -z "${DOCKER_HOST:-}" ] || docker context inspect slipway >/dev/null 2>&1 || docker context create slipway
docker buildx create --name slipway-builder --driver docker-container --use ${DOCKER_HOST:+slipway}
