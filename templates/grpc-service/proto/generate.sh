#!/bin/sh
# Writes gen/ from proto/. Usage: proto/generate.sh [FOLDER]; it needs protoc, and installs its two plugins for Go.
set -eu
cd "$(dirname "$0")/.."
folder=${1:-gen}
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
GOBIN=$tools go install google.golang.org/protobuf/cmd/protoc-gen-go@v1.36.12
GOBIN=$tools go install google.golang.org/grpc/cmd/protoc-gen-go-grpc@v1.6.2
mkdir -p "$folder"
find proto -name '*.proto' -exec env PATH="$tools:$PATH" protoc --proto_path=proto \
  --go_out="$folder" --go_opt=module=example.com/service/gen \
  --go-grpc_out="$folder" --go-grpc_opt=module=example.com/service/gen {} +
